try run baseline --seed -1
