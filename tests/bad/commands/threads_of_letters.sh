try run baseline --threads x
