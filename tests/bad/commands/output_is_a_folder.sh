mkdir folder
try run baseline $few -o folder
try run baseline $few -o folder/
