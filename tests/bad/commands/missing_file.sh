try run ./nothing.toml
