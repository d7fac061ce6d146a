try run baseline $few -o a.h5 --checkpoint-at 2022-02-01
try reproduce a.2022-02-01.checkpoint.h5
