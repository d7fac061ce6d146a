# A pipe into which nobody writes, and files that are none.
mkfifo pipe
try validate ./pipe
try info ./pipe
try verify ./pipe
try sweep ./pipe -o out
echo 'include = ["pipe"]' >includes.toml
try validate ./includes.toml
try validate /dev/null
rm pipe
