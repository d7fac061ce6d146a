try run baseline --set run.end=2022-06-01 --checkpoint-at 2022-02-15
