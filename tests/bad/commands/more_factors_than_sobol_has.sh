{
  printf 'scenario = "baseline"\nsampler = "saltelli"\npoints = 2\n'
  for i in $(seq 2000); do printf '[[factor]]\nkey = "behaviour.f%s"\nlow = 1.0\nhigh = 2.0\n' "$i"; done
} > design.toml
try sweep design.toml --dry-run
