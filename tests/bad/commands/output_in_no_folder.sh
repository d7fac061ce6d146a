try run baseline $few -o nowhere/a.h5
