try run baseline --max-walltime soon
