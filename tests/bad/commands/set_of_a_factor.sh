printf 'scenario = "baseline"\nsampler = "list"\n[set]\nrun.enterprises = 200\nrun.end = 2022-02-01\n[[factor]]\nkey = "technology.wear"\nvalues = [0.2]\n' > design.toml
try sweep design.toml --set technology.wear=0.3 --times technology.wear=2 -o a
printf '[[factor]]\nkey = "run.enterprises"\nvalues = [100]\n' >> design.toml
try validate design.toml
printf 'scenario = "baseline"\nsampler = "random"\npoints = 2\nfactors = ["technology.wear"]\n' > prior.toml
try validate prior.toml --set technology.wear=0.3
