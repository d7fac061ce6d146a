"""The story of two scenarios compared."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr

from exarace.report.model import Chart, Panel, Trace
from exarace.report.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = (("", "All", "#5c677d"), ("/us", "United States", "#3f7fd0"), ("/cn", "China", "#d9483b"),
         ("/lowest", "Lowest month", "#2a9d8f"), ("/highest", "Highest month", "#8e6fc1"))  # fmt: skip
SCALES = ((1e12, "trillion "), (1e9, "billion "), (1e6, "million "), (1e3, "thousand "))


def is_comparison(image: bytes) -> bool:
    """Whether the bytes of a file are those of a comparison."""
    with xr.open_dataset(io.BytesIO(image), engine="h5netcdf") as root:
        return root.attrs.get("exarace_kind") == "comparison"


def tell(image: bytes, facts: dict[str, str]) -> Story:
    """One chart for every headline series."""
    with xr.open_dataset(io.BytesIO(image), engine="h5netcdf") as root:
        title = str(root.attrs["title"])
    with xr.open_dataset(io.BytesIO(image), group="effects", engine="h5netcdf") as opened:
        effects = opened.load()
    first, second = facts["first_scenario"], facts["scenario"]
    names = [str(name) for name in effects["measure"].values if "/" not in str(name)]
    charts = [(name, chart(effects, name, second)) for name in names]
    confidence = f"{100 * float(effects.attrs['confidence']):.0f}"
    opening = [
        f"What {second} changes against {first}: means over {facts['replicates']} pairs of runs. Both runs of a pair have "
        f"the same seed and the same draws of random parameters.",
        f"Bars are {confidence} % intervals of the mean effect (Student's t over the pairs).",
        reduction(effects),
    ]
    shown = [(name, text) for name, text in facts.items() if not name.endswith("_text")]
    return Story(title, opening, charts, [], ["What both scenarios assume stands in their own reports."], shown)


def chart(effects: xr.Dataset, name: str, second: str) -> Chart:
    """Effects on one series by year."""
    held = set(effects["measure"].values)
    rows = [(name + part, label, colour) for part, label, colour in SHOWN if name + part in held]
    scale, word = scaled(float(np.nanmax(np.abs(effects["effect"].sel(measure=[row for row, _, _ in rows]).values))))
    unit = str(effects["unit"].sel(measure=name).values)
    panel = Panel(f"{word}{unit}", list(traces(effects, rows, scale)))
    return Chart(name.replace(".", "_"), headline(effects, name, second, scale, f"{word}{unit}"),
                 str(effects["about"].sel(measure=name).values), [panel], (name,))  # fmt: skip


def traces(effects: xr.Dataset, rows: list[tuple[str, str, str]], scale: float) -> Iterable[Trace]:
    for shift, (row, label, colour) in enumerate(rows):
        one = effects.sel(measure=row)
        days = np.array([np.datetime64(f"{year}-07-01") for year in one["year"].values]) + np.timedelta64(30 * shift, "D")
        values = {key: one[key].values / scale for key in ("effect", "low", "high")}
        yield Trace(label, days, values["effect"], "points", colour, low=values["low"], high=values["high"])


def headline(effects: xr.Dataset, name: str, second: str, scale: float, unit: str) -> str:
    """What the last year says."""
    last = effects.sel(measure=name).isel(year=-1)
    low, effect, high = (float(last[key]) / scale for key in ("low", "effect", "high"))
    year = int(last["year"])
    if not np.isfinite(low):
        return f"{name} in {year}: {effect:+.3g} {unit} with {second}"
    if low <= 0 <= high:
        return f"{name} in {year}: no effect of {second} can be told ({low:.3g} to {high:.3g} {unit})"
    return f"{name} in {year}: {effect:+.3g} {unit} with {second} ({low:.3g} to {high:.3g})"


def reduction(effects: xr.Dataset) -> str:
    ratio = effects["variance_reduction"].values
    ratio = ratio[np.isfinite(ratio)]
    if not len(ratio):
        return ""
    return f"Pairing divides the variance of a difference by {np.median(ratio):.3g} (median over measures and years)."


def scaled(most: float) -> tuple[float, str]:
    return next(((scale, word) for scale, word in SCALES if most >= scale), (1.0, ""))
