try run baseline $few -o a.h5
try resume a.h5
