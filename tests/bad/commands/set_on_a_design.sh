printf 'scenario = "baseline"\nsampler = "list"\n[[factor]]\nkey = "technology.wear"\nvalues = [0.2]\n' > design.toml
try validate design.toml --set run.enterprise=100
