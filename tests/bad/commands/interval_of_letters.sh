try run baseline $few --checkpoint-every often
