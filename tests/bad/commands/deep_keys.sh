# Keys of very many parts, behind a number sign that stands in a text: the reader of TOML would recurse once for each.
parts() { yes .a | head -n 120000 | tr -d '\n'; }
{ echo 'extends = "baseline"'; printf '"#"'; parts; echo ' = 1'; } >key.toml
{ echo 'extends = "baseline"'; printf '["#"'; parts; printf ']\nx = 1\n'; } >header.toml
{ echo 'extends = "baseline"'; printf 'x = {"#"'; parts; echo ' = 1}'; } >inline.toml
{ echo 'extends = "baseline"'; printf 'x = "\\"#"\ny'; parts; echo ' = 1'; } >escaped.toml
{ echo 'extends = "baseline"'; printf "x = '''a'''''\ny"; parts; echo ' = 1'; } >long.toml
{ echo 'extends = "baseline"'; printf 'x = '; yes '[' | head -n 5000 | tr -d '\n'; echo; } >nested.toml
for file in key header inline escaped long nested; do try validate ./$file.toml; done
try validate baseline --set "a$(parts | head -c 200)=1"
