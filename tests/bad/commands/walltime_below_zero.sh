try run baseline --max-walltime -5
