mkdir results
touch results/baseline.h5
try run baseline --set run.ende=2023-01-01
try run baseline --record chips.solt
