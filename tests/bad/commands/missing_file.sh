try run ./nothing.toml
try run no_such_folder/basline.toml
try sweep ./smal.toml --dry-run
echo 'extends = "baseline"' > my_story.toml
try run my_storry.toml
