# What a name holds does not reach the terminal as a command.
esc=$(printf '\033')
try validate "./${esc}]0;title.toml"
printf 'extends = "baseline"\n"a%s[31m" = 1\n' '\u001b' >colour.toml
try validate ./colour.toml
try run baseline --set "run.en${esc}[2Jd=2022-02-01"
