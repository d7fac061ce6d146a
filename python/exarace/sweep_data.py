"""A sweep's folder as one lazy Dataset: the index says what is there, segments are read when their numbers are used."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from xarray.backends import BackendArray
from xarray.core import indexing

from exarace import lazy, seal
from exarace._exarace import ResultError


def is_sweep(path: str) -> bool:
    """Whether a path is the folder of a sweep."""
    return (Path(path) / "manifest.h5").is_file()


@dataclass
class Segment:
    """A file of some runs."""

    file: str
    runs: np.ndarray
    rows: dict[str, list[str]]
    """Rows beyond those of the manifest, by dimension."""
    failures: dict[int, str]


@dataclass
class Layout:
    """Where each run of a sweep lies."""

    folder: str
    segments: list[Segment]
    segment: np.ndarray
    """Number of the segment of each run."""
    place: np.ndarray
    """Place of each run in its segment."""
    base: dict[str, list[str]]
    """Rows that every run begins with, by dimension."""
    labels: dict[str, list[str]]
    """Rows that any run has."""
    verify: bool = True
    """Whether segments are compared with their checksums and with the index when they are first read."""
    verified: set[int] = field(default_factory=set)

    def check(self, segment: int) -> None:
        """Refuses a segment whose bytes are not those that were written, or that holds other runs than the index says."""
        if not self.verify or segment in self.verified:
            return
        told = self.segments[segment]
        path = f"{self.folder}/segments/{told.file}"
        seal.check(path)
        runs = _runs_of(path)
        if len(runs) != len(told.runs) or (runs != told.runs).any():
            raise ResultError(f"{path}: holds other runs than its line in the index says; 'exarace verify' tells what is whole")
        self.verified.add(segment)

    def places(self, segment: int, dim: str) -> np.ndarray:
        """Places of a segment's rows among all: first those that every run begins with."""
        base, more = len(self.base[dim]), self.segments[segment].rows.get(dim, [])
        if not more:
            return np.arange(base)
        at = {label: number for number, label in enumerate(self.labels[dim])}
        return np.array([*range(base), *(at[label] for label in more)], dtype=int)


class SweepArray(BackendArray):
    """One variable of a sweep, read from its segments on demand."""

    def __init__(self, layout: Layout, name: str, dims: tuple[str, ...], shape: tuple[int, ...]) -> None:
        self.layout = layout
        self.name = name
        self.dims = dims
        self.shape = shape
        self.dtype = np.dtype("float64")

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.OUTER, self._read)

    def _read(self, key: tuple[Any, ...]) -> np.ndarray:
        runs = np.atleast_1d(np.arange(self.shape[0])[key[0]])
        others = tuple(np.atleast_1d(np.arange(n)[k]) for n, k in zip(self.shape[1:], key[1:], strict=True))
        out = np.full((len(runs), *(len(o) for o in others)), np.nan)
        numbers = self.layout.segment[runs]
        order = np.argsort(numbers, kind="stable")
        for group in np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1):
            if len(group):
                segment = int(numbers[group[0]])
                out[group] = self._read_segment(segment, self.layout.place[runs[group]], others)
        scalars = tuple(0 if isinstance(k, int | np.integer) else slice(None) for k in key)
        return out[scalars]

    def _read_segment(self, segment: int, places: np.ndarray, others: tuple[np.ndarray, ...]) -> np.ndarray:
        path = f"{self.layout.folder}/segments/{self.layout.segments[segment].file}"
        first, last = int(places.min()), int(places.max()) + 1
        try:
            self.layout.check(segment)
            block = lazy.read_rows(path, f"series/{self.name}", first, last)
        except (OSError, KeyError) as error:
            raise ResultError(f"{path}: cannot be read: {error}; 'exarace verify' tells what is whole") from error
        for axis, (dim, wanted) in enumerate(zip(self.dims[1:], others, strict=True), start=1):
            if dim in self.layout.labels:
                wanted = _places_of(self.layout.places(segment, dim), wanted, self.shape[axis])
            block = _take(block, wanted, axis)
        return _take(block, places - first, 0)


def _places_of(own: np.ndarray, wanted: np.ndarray, count: int) -> np.ndarray:
    """Where a segment holds the wanted rows, -1 for those that it lacks."""
    at = np.full(count, -1)
    at[own] = np.arange(len(own))
    return at[wanted]


def _take(block: np.ndarray, places: np.ndarray, axis: int) -> np.ndarray:
    if len(places) == block.shape[axis] and (places == np.arange(len(places))).all():
        return block
    if block.shape[axis] == 0:
        shape = list(block.shape)
        shape[axis] = len(places)
        return np.full(shape, np.nan)
    taken = np.take(block, np.maximum(places, 0), axis=axis)
    lacking = places < 0
    if lacking.any():
        taken[(slice(None),) * axis + (lacking,)] = np.nan
    return taken


def _runs_of(path: str) -> np.ndarray:
    """The runs that a segment says it holds."""
    from h5py import h5d, h5s

    file = lazy.open_file(path)
    try:
        data = h5d.open(file, b"runs/run")
        out = np.empty(data.shape, "int64")
        data.read(h5s.ALL, h5s.ALL, out)
        return out
    finally:
        file.close()


def _read_lines(folder: Path, planned: int, block: int) -> dict[str, Segment]:
    """What the index tells. A line that is damaged or contradicts another is not believed: its segment tells itself."""
    lines: dict[str, set[str]] = {}
    for file in sorted((folder / "index").glob("*.jsonl")):
        if not file.is_file():
            continue
        for line in file.read_text(encoding="utf-8", errors="replace").split("\n"):
            if line.startswith('{"segment"') and seal.is_intact(line):
                lines.setdefault(str(json.loads(line)["segment"]), set()).add(line)
    return {name: told for name, (line, *others) in lines.items() if not others and (told := _told(line, planned, block))}


def _told(line: str, planned: int, block: int) -> Segment | None:
    """The segment of a line; None where it names runs that are not of its segment."""
    told = json.loads(line)
    first = _block_of(told["segment"]) * block
    last = min(first + block, planned) - 1
    if not all(first <= begin <= end <= last for begin, end in told["runs"]):
        return None
    runs = np.concatenate([np.arange(begin, end + 1) for begin, end in told["runs"]])
    return Segment(told["segment"], runs, told["rows"], {failure["run"]: failure["message"] for failure in told["failed"]})


def _block_of(name: str) -> int:
    """Number of the block that a segment is of."""
    number, _, attempt = name.removesuffix(".h5").partition("-")
    return int(number) if number.isdigit() and attempt.isdigit() else -1


def _read_untold(folder: Path, name: str, base: dict[str, list[str]], planned: int, block: int) -> Segment:
    """A segment whose writer was killed before it could tell of it, or whose line is damaged."""
    import h5py

    seal.check(f"{folder}/segments/{name}")

    with h5py.File(folder / "segments" / name, "r", locking=False) as file:
        runs = file["runs"]["run"][()]
        first = _block_of(name) * block
        if not ((runs >= first) & (runs < min(first + block, planned))).all():
            raise ResultError(f"{folder}/segments/{name}: holds runs that are not of its block, or that nobody planned")
        messages = file["runs"]["message"].asstr()[()]
        failed = {int(run): str(text) for run, text in zip(runs, messages, strict=True) if text}
        rows = {
            dim: [str(label) for label in file["series"][dim].asstr()[len(labels) :]]
            for dim, labels in base.items()
            if dim in file["series"]
        }
    return Segment(name, runs, rows, failed)


def _layout(folder: Path, base: dict[str, list[str]], planned: int, block: int, verify: bool) -> tuple[Layout, np.ndarray]:
    told = _read_lines(folder, planned, block)
    names = sorted(p.name for p in (folder / "segments").glob("*.h5") if not p.name.startswith("."))
    names = [name for name in names if _block_of(name) >= 0]
    names.sort(key=lambda name: (_block_of(name), int(name.split("-")[1][:-3])))
    segments = [told[name] if name in told else _read_untold(folder, name, base, planned, block) for name in names]
    if not segments:
        nothing = np.array([], dtype=int)
        return Layout(str(folder), [], nothing, nothing, base, {k: list(v) for k, v in base.items()}, verify), nothing
    runs = np.concatenate([s.runs for s in segments])
    segment = np.repeat(np.arange(len(segments)), [len(s.runs) for s in segments])
    place = np.concatenate([np.arange(len(s.runs)) for s in segments])
    # A run that was tried again lies in several segments: the last one counts.
    found, last = np.unique(runs[::-1], return_index=True)
    keep = len(runs) - 1 - last
    labels = {dim: list(rows) for dim, rows in base.items()}
    known = {dim: set(rows) for dim, rows in base.items()}
    for one in segments:
        for dim, rows in one.rows.items():
            if dim in labels:
                labels[dim].extend(row for row in rows if row not in known[dim])
                known[dim].update(rows)
    return Layout(str(folder), segments, segment[keep], place[keep], base, labels, verify), found


def _messages(layout: Layout, runs: np.ndarray) -> np.ndarray:
    out = np.full(len(runs), "", dtype=object)
    for number, one in enumerate(layout.segments):
        for run, message in one.failures.items():
            at = np.searchsorted(runs, run)
            if layout.segment[at] == number:
                out[at] = message
    return out


def _plain(values: np.ndarray) -> np.ndarray:
    """Values of a factor; those that TOML writes as true, false or in quotes as Python has them."""
    if values.dtype.kind not in "OUT":
        return values
    texts = [str(value) for value in values]
    if set(texts) <= {"true", "false"}:
        return np.array([text == "true" for text in texts])
    return np.array([json.loads(text) if text.startswith('"') else text for text in texts], dtype=object)


def open_sweep(path: str, group: str, options: dict[str, Any], verify: bool = True) -> xr.Dataset:
    """The runs of a sweep that are there now; see `exarace.open`."""
    manifest = f"{path}/manifest.h5"
    try:
        facts = lazy.open_group(manifest, "sweep").attrs
        attrs: dict[str, Any] = {name: str(value) for name, value in facts.items()}
        points = lazy.open_group(manifest, "points").load()
        template = lazy.open_group(manifest, "series")
    except (OSError, KeyError, ValueError) as error:
        raise ResultError(f"{manifest}: cannot be read: {error}") from error
    attrs["runs_planned"] = int(attrs.pop("runs"))
    if group == "points":
        return points.assign({name: ("point", values) for name, values in _factors(points).items()}).assign_attrs(attrs)
    if group not in ("series", "quantiles"):
        raise ResultError(f"{path}: a sweep has no group '{group}'; it has 'series', 'quantiles' and 'points'")
    base = {str(d): [str(v) for v in template[d].values] for d in template.dims if template[d].dtype.kind in "OUT"}
    layout, runs = _layout(Path(path), base, attrs["runs_planned"], int(attrs["block"]), verify)
    dataset = xr.Dataset(_variables(layout, len(runs), template), _coords(layout, runs, points, template, attrs), attrs)
    if group == "quantiles":
        from exarace.sweep_quantiles import quantiles

        dataset = quantiles(dataset, [float(q) for q in attrs["quantiles"].split()])
    return dataset.chunk(options["chunks"]) if options.get("chunks") is not None else dataset


def _factors(points: xr.Dataset) -> dict[str, np.ndarray]:
    return {str(name): _plain(v.values) for name, v in points.data_vars.items() if not str(name).startswith("unit:")}


def _coords(layout: Layout, runs: np.ndarray, points: xr.Dataset, template: xr.Dataset, attrs: dict[str, Any]) -> dict[str, Any]:
    replicates = int(attrs["replicates"])
    luck = runs % replicates if attrs.get("paired", "true") == "true" else runs  # sweeps of version 0.1.0 do not say
    messages = _messages(layout, runs)
    coords: dict[str, Any] = {
        "run": ("run", runs, {"long_name": "Number of the run"}),
        "point": ("run", runs // replicates, {"long_name": "Point of the design"}),
        "replicate": ("run", luck, {"long_name": "Replicate of the seed"}),
        "failed": ("run", messages != "", {"long_name": "Whether the run failed"}),
        "message": ("run", messages, {"long_name": "Why it failed"}),
    }
    if int(attrs.get("draws", 0)):
        coords["draw"] = ("run", luck % int(attrs["draws"]), {"long_name": "Draw of the posterior"})
    for name, values in _factors(points).items():
        coords[name] = ("run", values[runs // replicates], dict(points[name].attrs))
    for dim, labels in layout.labels.items():
        coords[dim] = (dim, np.array(labels, dtype=object), dict(template[dim].attrs))
    coords.update({name: template[name] for name in ("time", "time_bounds", "year") if name in template.variables})
    return coords


def _variables(layout: Layout, runs: int, template: xr.Dataset) -> dict[str, xr.Variable]:
    sizes = {**{str(d): n for d, n in template.sizes.items()}, **{d: len(v) for d, v in layout.labels.items()}}
    variables = {}
    for name, variable in template.data_vars.items():
        dims = tuple(str(d) for d in variable.dims)
        if dims[:1] == ("run",):
            shape = (runs, *(sizes[d] for d in dims[1:]))
            lazy = indexing.LazilyIndexedArray(SweepArray(layout, str(name), dims, shape))
            variables[str(name)] = xr.Variable(dims, lazy, variable.attrs)
    return variables
