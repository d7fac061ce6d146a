try run baseline --replicate x
