head -c 20000000 /dev/zero | tr '\0' '#' >large.toml
try run ./large.toml
try validate large.toml
