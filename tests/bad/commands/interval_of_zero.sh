try run baseline $few --checkpoint-every 0
