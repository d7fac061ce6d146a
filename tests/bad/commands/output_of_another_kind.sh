try run baseline $few -o o.csv
try compare baseline baseline $few --replicates 1 -o effects.xlsx
