try run baseline $few -o /dev/full --force
