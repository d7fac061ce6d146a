cat > design.toml <<'D'
scenario = "baseline"
sampler = "list"
replicates = 2
[set]
run.end = 2022-02-01
run.enterprises = 200
[[factor]]
key = "technology.wear"
values = [0.2, 0.3]
[output]
series = ["chips.sold"]
D
try sweep design.toml --quiet --threads 1 -o a
try reproduce a
try reproduce a --run 4
try reproduce a --run=-1
try reproduce a --run three
try reproduce a/manifest.h5 --run 0
mv a/segments/00000000-0.h5 one.h5
try reproduce a --run 0
try reproduce one.h5
try run baseline $few -o b.h5
try reproduce b.h5 --run 0
