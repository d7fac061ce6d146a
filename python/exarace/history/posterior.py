"""A posterior: draws of all uncertain keys given what was observed, in one netCDF file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from exarace import _arguments
from exarace._exarace import ResultError, ScenarioError

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from exarace.scenario import Scenario

IDENTIFIED = 0.9
"""A key whose spread is not below this part of its prior's is called not identified."""


@dataclass
class Posterior:
    """Draws of uncertain keys, with what the data said.

    Attributes
    ----------
    draws
        Values, dimensions ``key`` and ``draw``; with ``weight`` by draw.
    keys
        By key: ``unit``, ``about``, ``prior_median``, ``prior_spread``, ``median``, ``spread`` (both spreads in normal space,
        1 for the prior), ``shrinkage`` and whether it is ``identified``.
    blocks
        By block: ``observations``, ``prior_error``, ``error`` (mean absolute log errors of medians), ``coverage``.
    facts
        Scenario, month of the last known observation, seed, members, updates, program.

    Examples
    --------
    >>> import exarace as er
    >>> er.Posterior  # doctest: +ELLIPSIS
    <class 'exarace.history.posterior.Posterior'>
    """

    draws: xr.Dataset
    keys: pd.DataFrame
    blocks: pd.DataFrame
    facts: dict[str, str]
    groups: pd.DataFrame
    """Pairs of keys that are only jointly known: those whose draws correlate by more than 0.6."""

    def __repr__(self) -> str:
        known = int(self.keys["identified"].sum())
        return (
            f"<exarace.Posterior of {self.facts['scenario']} given observations to {self.facts['until']}: "
            f"{self.draws.sizes['draw']} draws of {len(self.keys)} keys, {known} of them narrower than their priors>"
        )

    def _repr_html_(self) -> str:
        return f"<p>{self.__repr__()[1:-1]}</p>{self.keys.sort_values('spread').head(20)._repr_html_()}"

    @property
    def values(self) -> np.ndarray:
        """Values, of shape [key, draw]."""
        return self.draws["value"].values

    def changes(self, number: int) -> dict[str, float]:
        """Keys with their values in one draw, as `Scenario.with_` takes them; numbers beyond the last begin again."""
        at = number % self.draws.sizes["draw"]
        return dict(zip(self.draws["key"].values, self.values[:, at].tolist(), strict=True))

    def frame(self) -> pd.DataFrame:
        """One row for each draw, one column for each key: points that `exarace.sweep` takes as its factors.

        Two sweeps over the same rows with the same seed meet the same luck, so that their difference is that of what they
        play.
        """
        import pandas as pd

        return pd.DataFrame(self.values.T, columns=[str(key) for key in self.draws["key"].values])

    def dataset(self) -> xr.Dataset:
        """The draws with a variable for each key, over the dimensions ``chain`` (of one) and ``draw``, as ArviZ takes them.

        Examples
        --------
        >>> import exarace as er
        >>> one = er.posterior().dataset()
        >>> one["technology.wear"].dims
        ('chain', 'draw')
        """
        import xarray as xr

        keys = [str(key) for key in self.draws["key"].values]
        made = {key: (("chain", "draw"), row[None, :], {"units": str(self.keys.loc[key, "unit"]) or "1"})
                for key, row in zip(keys, self.values, strict=True)}  # fmt: skip
        return xr.Dataset(made, {"chain": [0], "draw": self.draws["draw"].values})

    def check(self, scenario: Scenario) -> list[str]:
        """Keys of a scenario with a prior that this posterior has no draws of.

        Raises
        ------
        ScenarioError
            If it has draws of keys that the scenario lacks: it was made for another version of the world.
        """
        from exarace.history.priors import priors_of

        have = {p.key for p in priors_of(scenario)}
        mine = [str(k) for k in self.draws["key"].values]
        lacking = [k for k in mine if k not in have]
        if lacking:
            newer = sorted(have - set(mine))
            more = f", and the posterior has none of '{some(newer)}'" if newer else ""
            raise ScenarioError(
                f"the posterior was made for another version of the world: '{scenario.name}' draws no key "
                f"'{some(lacking)}'{more}; exarace calibrate {scenario.name} makes one for it"
            )
        return sorted(have - set(mine))

    def save(self, path: str | os.PathLike[str], *, force: bool = False) -> None:
        """Write the file, aside and renamed."""
        target = Path(path)
        if target.exists() and not force:
            raise ResultError(f"{target}: exists; replace it with --force (force=True)")
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".{target.name}.part")
        _write(aside, self)
        with open(aside, "rb") as file:
            os.fsync(file.fileno())
        os.replace(aside, target)


def some(names: Sequence[str], most: int = 12) -> str:
    """Names for a message, in the quotes of which the first and the last are outside."""
    left = len(names) - most
    return "', '".join(names[:most]) + (f"' and {left} more, such as '{names[most]}" if left > 0 else "")


def _write(path: Path, post: Posterior) -> None:
    import h5py

    text = h5py.string_dtype("utf-8")

    def axis(group: h5py.Group, name: str, values: Any) -> None:
        data = np.arange(values) if isinstance(values, int) else np.array([str(v) for v in values], dtype=object)
        made = group.create_dataset(name, data=data, dtype=None if isinstance(values, int) else text)
        made.make_scale(name)

    def variable(group: h5py.Group, name: str, dims: tuple[str, ...], values: np.ndarray, about: str, unit: str = "") -> None:
        if values.dtype.kind in "OUT":
            made = group.create_dataset(name, data=np.array([str(v) for v in values], dtype=object), dtype=text)
        else:
            made = group.create_dataset(name, data=values.astype("int8") if values.dtype == bool else values)
            made.attrs["units"] = unit or "1"
        for place, dim in enumerate(dims):
            made.dims[place].attach_scale(group[dim])
        made.attrs["long_name"] = about

    # In pages: what growing lists of scales leave behind is used again, else half of the file is holes.
    with h5py.File(path, "w", track_order=True, fs_strategy="page", fs_page_size=16384) as file:
        file.attrs["Conventions"] = "CF-1.10"
        file.attrs["title"] = f"Draws of the uncertain keys of {post.facts['scenario']}"
        file.attrs["exarace_posterior"] = "1"
        for name, fact in post.facts.items():
            file.attrs[name] = fact
        draws = file.create_group("draws", track_order=True)
        axis(draws, "draw", int(post.draws.sizes["draw"]))
        variable(draws, "weight", ("draw",), post.draws["weight"].values, "Weight of the draw")
        for key, row in zip(post.draws["key"].values, post.values, strict=True):
            at = post.keys.loc[str(key)]
            variable(draws, str(key), ("draw",), row, str(at["about"]), str(at["unit"]))
        for name, frame, dim in (("keys", post.keys, "key"), ("blocks", post.blocks, "block"), ("groups", post.groups, "pair")):
            group = file.create_group(name, track_order=True)
            axis(group, dim, [str(v) for v in frame.index])
            for column in frame.columns:
                variable(group, str(column), (dim,), frame[column].to_numpy(), str(column))


def read(path: str | os.PathLike[str]) -> Posterior:
    """Read a posterior that `exarace calibrate` wrote.

    Raises
    ------
    ResultError
        If the file is none.
    """
    import h5py
    import pandas as pd
    import xarray as xr

    try:
        with h5py.File(path, "r") as file:
            if "exarace_posterior" not in file.attrs:
                raise ResultError(f"{path}: holds no draws; 'exarace calibrate -o {path}' makes such a file")
            group = file["draws"]
            names = [name for name in (str(n) for n in group.keys()) if name not in ("draw", "weight")]
            values = np.array([group[name][()] for name in names])
            draws = xr.Dataset(
                {"value": (("key", "draw"), values), "weight": ("draw", group["weight"][()])},
                {"key": np.array(names, dtype=object), "draw": np.arange(values.shape[1])},
            )
            frames = {}
            for name, dim in (("keys", "key"), ("blocks", "block"), ("groups", "pair")):
                part = file[name]
                columns = {str(c): part[c].asstr()[()] if part[c].dtype.kind == "O" else part[c][()] for c in part if c != dim}
                frames[name] = pd.DataFrame(columns, index=pd.Index(part[dim].asstr()[()], name=dim))
            facts = {str(k): str(v) for k, v in file.attrs.items() if k not in ("Conventions", "title", "exarace_posterior")}
    except ResultError:
        raise
    except OSError as error:
        raise ResultError(f"{path}: cannot be read: {error}") from error
    frames["keys"]["identified"] = frames["keys"]["identified"].astype(bool)
    return Posterior(draws, frames["keys"], frames["blocks"], facts, frames["groups"])


def default_path(scenario: str = "baseline") -> Path:
    """The posterior that comes with a scenario, else that of the baseline, which the others extend."""
    from exarace import _exarace

    for name in (scenario.partition(" ")[0], "baseline"):
        for folder in _exarace.scenario_folders():
            path = Path(folder) / f"{name}.posterior.h5"
            if path.is_file():
                return path
    raise ScenarioError(f"no posterior comes with '{scenario}'; exarace calibrate {scenario} -o FILE makes one")


def find(draws: str | os.PathLike[str] | Posterior | None, scenario: str = "baseline") -> Posterior:
    """A posterior by file, by the word "posterior" (the one that comes with the scenario), or as it is."""
    if isinstance(draws, Posterior):
        return draws
    if draws is None or (isinstance(draws, str) and draws == "posterior"):
        return read(default_path(scenario))
    return read(_arguments.path("draws", draws, "a Posterior, or the path of one"))
