echo mine >a.h5
try run baseline $few -o a.h5
cat a.h5
