try run baseline $few -o ''
