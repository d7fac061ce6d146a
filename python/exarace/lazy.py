"""Groups of result files as xarray variables, read when they are used.

xarray's own engines look at every connected variable for every dimension, which takes a second for a group of a hundred
series. What they would make of our files is made here in a few hundredths of one, with the low level of h5py.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr
from xarray.backends import BackendArray
from xarray.core import indexing

from exarace._exarace import ResultError

ONLY_COUNTED = b"This is a netCDF dimension but not a netCDF variable"
"""Beginning of what netCDF calls a dimension that has no values."""
HIDDEN = {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST", "_Netcdf4Dimid", "_Netcdf4Coordinates", "_NCProperties"}
"""Attributes with which HDF5 and netCDF keep house."""


@functools.cache
def without_locks() -> Any:
    """How files are opened: under their names they never change, and some file systems have no locks."""
    from h5py import h5f, h5p

    access = h5p.create(h5p.FILE_ACCESS)
    access.set_file_locking(False, True)
    access.set_fclose_degree(h5f.CLOSE_STRONG)
    return access


def open_file(path: str) -> Any:
    """The file for reading, as a low-level handle of h5py."""
    from h5py import h5f

    name = os.fsencode(path)
    try:
        return h5f.open(name, h5f.ACC_RDONLY, without_locks())
    except OSError:  # HDF5 wants the same settings for all handles of a file: somebody here may have it open his own way
        return h5f.open(name, h5f.ACC_RDONLY)


@dataclass(frozen=True)
class Stamp:
    """A file as it was when it was opened: another one under its name is noticed before its numbers are taken for these."""

    path: str
    seen: tuple[int, int, int]

    @staticmethod
    def of(path: str) -> Stamp:
        there = os.stat(path)
        return Stamp(path, (there.st_ino, there.st_size, there.st_mtime_ns))

    def check(self) -> None:
        if Stamp.of(self.path) != self:
            raise ResultError(f"{self.path}: was replaced since it was opened; open it again")


class FileArray(BackendArray):
    """Numbers of one variable of a file, read on demand."""

    def __init__(self, stamp: Stamp, place: str, shape: tuple[int, ...], dtype: np.dtype) -> None:
        self.stamp = stamp
        self.place = place
        self.shape = shape
        self.dtype = dtype

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.BASIC, self._read)

    def _read(self, key: tuple[Any, ...]) -> np.ndarray:
        rows = key[0]
        first, last = (rows, rows + 1) if isinstance(rows, int | np.integer) else _limits(rows, self.shape[0])
        try:
            self.stamp.check()
            block = read_rows(self.stamp.path, self.place, int(first), int(last), self.dtype)
        except (OSError, KeyError) as error:
            if isinstance(error, ResultError):
                raise
            raise ResultError(f"{self.stamp.path}: {self.place} cannot be read: {error}") from error
        return block[(_within(rows, first), *key[1:])]


def _limits(rows: slice, length: int) -> tuple[int, int]:
    chosen = range(length)[rows]
    return (min(chosen[0], chosen[-1]), max(chosen[0], chosen[-1]) + 1) if len(chosen) else (0, 0)


def _within(rows: Any, first: int) -> Any:
    """The same choice of rows in a block that begins with row `first`."""
    if isinstance(rows, slice):
        start, stop, step = rows.start, rows.stop, rows.step
        if start is None and stop is None:
            return slice(None, None, step)
        chosen = None if stop is None else stop - first
        return slice(None if start is None else start - first, None if chosen is not None and chosen < 0 else chosen, step)
    return rows - first


def read_rows(path: str, place: str, first: int, last: int, dtype: Any = "float64") -> np.ndarray:
    """Rows `first` to `last` - 1 of a variable. Over thousands of small files this takes a third of what h5py's own
    classes take."""
    from h5py import h5d, h5s

    file = open_file(path)
    try:
        data = h5d.open(file, place.encode())
        out = np.empty((last - first, *data.shape[1:]), dtype)
        if out.size:
            space = data.get_space()
            space.select_hyperslab((first, *(0 for _ in data.shape[1:])), out.shape)
            data.read(h5s.create_simple(out.shape), space, out)
        return out
    finally:
        file.close()


def open_group(path: str, group: str) -> xr.Dataset:
    """A group as a Dataset, as xarray's engines give it. KeyError if the file has no such group."""
    from h5py import h5g

    stamp = Stamp.of(path)
    file = open_file(path)
    try:
        try:
            opened = h5g.open(file, group.encode())
        except (KeyError, ValueError) as error:  # which of them, depends on HDF5
            raise KeyError(group) from error
        return _Reader(file, opened, stamp, group).dataset()
    finally:
        file.close()


class _Reader:
    """One pass through a group of an open file."""

    def __init__(self, file: Any, group: Any, stamp: Stamp, place: str) -> None:
        self.file = file
        self.group = group
        self.stamp = stamp
        self.place = place
        self.names: dict[int, str] = {}  # of dimension scales, by where they lie: HDF5 finds no name fast

    def dataset(self) -> xr.Dataset:
        from h5py import h5, h5d, h5o

        links: list[bytes] = []
        order = {"idx_type": h5.INDEX_CRT_ORDER, "order": h5.ITER_INC}
        self.group.links.iterate(lambda name: links.append(name), **order)
        variables: dict[str, xr.Variable] = {}
        things = {name.decode(): h5o.open(self.group, name) for name in links}
        self.names = {h5o.get_info(thing).addr: name for name, thing in things.items() if _has_name(thing)}
        for name, thing in things.items():
            if isinstance(thing, h5d.DatasetID) and not _is_only_counted(thing):
                variables[name] = self.variable(name, thing)
        return xr.Dataset(variables, attrs=attributes(self.group))

    def variable(self, name: str, data: Any) -> xr.Variable:
        facts = attributes(data)
        dims = self.dims(data)
        kind = data.dtype.kind
        if kind == "f":
            fill = facts.pop("_FillValue", None)
            lazy = FileArray(self.stamp, f"{self.place}/{name}", data.shape, data.dtype)
            values = indexing.LazilyIndexedArray(lazy) if data.shape else _read(data)
            return xr.Variable(dims, values, facts, {} if fill is None else {"_FillValue": fill})
        if kind == "O":
            texts = _texts(_read(data))
            return xr.Variable(dims, texts.astype(str) if texts.size else texts, facts)
        if kind == "S":
            facts.pop("_Encoding", None)
            return xr.Variable(dims[:-1], _joined(_read(data)), facts)
        raw = xr.Variable(dims, _read(data), facts)
        decoded = "dtype" in facts or "_FillValue" in facts or str(facts.get("units", "")).startswith("days since")
        return xr.conventions.decode_cf_variable(name, raw) if decoded else raw

    def dims(self, data: Any) -> tuple[str, ...]:
        """Names of the dimensions of a variable; a scale is its own."""
        from h5py import h5a, h5o, h5r

        if not data.shape:
            return ()
        if not h5a.exists(data, b"DIMENSION_LIST"):
            return (self.names[h5o.get_info(data).addr],)
        lists = _attribute(h5a.open(data, b"DIMENSION_LIST"))
        return tuple(self.names[h5o.get_info(h5r.dereference(one[0], self.file)).addr] for one in lists)


def _has_name(data: Any) -> bool:
    """Whether a thing is a dimension's scale."""
    from h5py import h5a

    return h5a.exists(data, b"NAME")


def _is_only_counted(data: Any) -> bool:
    from h5py import h5a

    name = _attribute(h5a.open(data, b"NAME")) if _has_name(data) else b""
    return isinstance(name, bytes) and name.startswith(ONLY_COUNTED)


def _attribute(attribute: Any) -> Any:
    out = np.empty(attribute.shape, attribute.dtype)
    attribute.read(out)
    return out[()] if attribute.shape == () else out


def attributes(thing: Any) -> dict[str, Any]:
    """Attributes of a group or variable, as xarray shows them."""
    from h5py import h5, h5a

    names: list[bytes] = []
    h5a.iterate(thing, lambda name: names.append(name), index_type=h5.INDEX_CRT_ORDER)
    found: dict[str, Any] = {}
    for name in names:
        if name.decode() in HIDDEN:
            continue
        value = _attribute(h5a.open(thing, name))
        if isinstance(value, bytes):
            value = value.decode()
        elif isinstance(value, np.ndarray) and value.shape == (1,):
            value = value[0]
        found[name.decode()] = value
    return found


def _read(data: Any) -> np.ndarray:
    from h5py import h5s

    out = np.empty(data.shape, data.dtype)
    if out.size:
        data.read(h5s.ALL, h5s.ALL, out)
    return out


def _texts(values: np.ndarray) -> np.ndarray:
    decode: Callable[[Any], str] = lambda text: text.decode() if isinstance(text, bytes) else str(text)  # noqa: E731
    flat = np.array([decode(text) for text in values.ravel()] or [""], dtype=object)[: values.size]
    return flat.reshape(values.shape)


def _joined(block: np.ndarray) -> np.ndarray:
    """Texts of a block of characters."""
    if block.shape[-1] == 0:
        return np.full(block.shape[:-1], "", dtype=object)
    joined = np.ascontiguousarray(block).view(f"S{block.shape[-1]}")[..., 0]
    return _texts(np.asarray(joined.astype(object)))
