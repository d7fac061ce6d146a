# Each file includes the next twice: 2^40 files.
for i in $(seq 1 40); do echo "include = [\"f$((i + 1)).toml\", \"f$((i + 1)).toml\"]" >f$i.toml; done
echo '[run]' >f41.toml
cp f1.toml first.toml
for i in $(seq 1 12); do echo "include = [\"g$((i + 1)).toml\", \"g$((i + 1)).toml\"]" >g$i.toml; done
echo '[run]' >g13.toml
for i in $(seq 1 50); do echo "extends = \"./h$((i + 1)).toml\"" >h$i.toml; done
echo 'extends = "baseline"' >h51.toml
try validate ./first.toml
try validate ./g1.toml
try validate ./h1.toml
rm f*.toml g*.toml h*.toml
