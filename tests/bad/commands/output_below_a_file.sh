touch a.h5
try run baseline $few -o a.h5/b.h5
