try run baseline $few --checkpoint-at 2050-01-01
