"""A sweep on the workers of Dask, and numbers of it worked out there too.

    pip install dask distributed
    python docs/examples/dask_example.py

`LocalCluster` stands for any cluster: `dask_jobqueue.SLURMCluster(cores=4, memory="8GB")` asks Slurm. All workers must
see the folder.
"""

import sys
import tempfile
from pathlib import Path

import exarace as er
from dask.distributed import Client, LocalCluster

DESIGN = """\
scenario = "baseline"
sampler = "latin_hypercube"
points = {points}
[set]
run.end = 2023-01-01
[[factor]]
key = "technology.wear"
low = 0.2
high = 0.4
[output]
series = ["compute.owned"]
"""


def main(points=8):
    with tempfile.TemporaryDirectory() as folder:
        design = Path(folder) / "wear.toml"
        design.write_text(DESIGN.format(points=points))
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
            er.sweep(design, Path(folder) / "wear", executor=client.get_executor())
            runs = er.open(Path(folder) / "wear", chunks={"run": 4})
            print(runs["compute.owned"].isel(time=-1).mean("run").sel(country=["us", "cn"]).compute())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
