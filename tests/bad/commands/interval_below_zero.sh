try run baseline $few --checkpoint-every -3
