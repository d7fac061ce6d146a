try compare baseline baseline --replicates 1 --threads 1 --quiet --set run.end=2022-02-01 -o a.h5
try reproduce a.h5
try resume a.h5
