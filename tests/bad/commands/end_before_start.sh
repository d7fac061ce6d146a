try run baseline --set run.end=2020-01-01
