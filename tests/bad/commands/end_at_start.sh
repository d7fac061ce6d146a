try run baseline --set run.start=2022-01-01 --set run.end=2022-01-01
