try run baseline $few --record 'xyzzy*'
