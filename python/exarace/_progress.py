"""How far a run is: a bar of tqdm in notebooks and terminals, nothing elsewhere."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from typing import Any

Progress = Callable[[int, int], None]


class Bar:
    """A bar that is made when the first step is told, and closed with the run."""

    def __init__(self, name: str, unit: str = "step") -> None:
        self._name = name
        self._unit = unit
        self._bar: Any = None

    def __call__(self, step: int, steps: int) -> None:
        if self._bar is None:
            with warnings.catch_warnings():  # where widgets are missing, a bar of text is what is wanted
                warnings.simplefilter("ignore")
                from tqdm.auto import tqdm

                self._bar = tqdm(total=steps, desc=self._name, unit=self._unit, leave=False)
        self._bar.update(step - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def wanted() -> bool:
    """Whether somebody looks: a notebook, or standard error at a terminal."""
    if "ipykernel" in sys.modules:
        return True
    return sys.stderr is not None and sys.stderr.isatty()


def choose(progress: bool | Progress | None, name: str, unit: str = "step") -> Progress | None:
    """The callable to tell: `progress` itself, a bar, or none."""
    if callable(progress):
        return progress
    if progress is not None and not isinstance(progress, bool):
        raise TypeError(f"progress: expected True, False, None or a function of (step, steps), found {progress!r}")
    if progress is None:
        progress = wanted()
    return Bar(name, unit) if progress else None


def close(teller: Progress | None) -> None:
    """Closes a bar, if it is one."""
    if isinstance(teller, Bar):
        teller.close()
