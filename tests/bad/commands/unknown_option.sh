try run baseline --sed 3
