ulimit -f 100
try run baseline $few -o a.h5
