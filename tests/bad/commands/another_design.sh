design() { printf 'scenario = "baseline"\nsampler = "list"\n[set]\nrun.end = 2022-02-01\nrun.enterprises = %s\n[[factor]]\nkey = "technology.wear"\nvalues = [%s]\n[output]\nseries = ["chips.sold"]\n' "$1" "$2" > design.toml; }
design 200 0.2
try sweep design.toml --quiet --threads 1 -o a
design 200 '0.2, 0.3'
try sweep design.toml --quiet --threads 1 -o a
design 300 0.2
try sweep design.toml --quiet --threads 1 -o a
mkdir b; echo x > b/thesis.tex
try sweep design.toml --quiet --threads 1 -o b
