try run baseline $few -o a.h5
try run ./a.h5
try compare a.h5 a.h5
