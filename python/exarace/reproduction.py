"""Does what a result holds come out again?"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from exarace import _arguments, _exarace, _html

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Reproduction:
    """A run that was made again, and what differs. It is true where nothing does."""

    scenario: str
    seed: int
    replicate: int
    values: int
    """Numbers and texts that were compared."""
    differing: tuple[tuple[str, str], ...]
    """Place and what differs there."""
    other: tuple[str, ...]
    """Facts of program and machine that differ, on which last digits may depend."""

    def __bool__(self) -> bool:
        return not self.differing

    @property
    def differences(self) -> pd.DataFrame:
        """What differs: ``place``, ``text``."""
        import pandas as pd

        return pd.DataFrame(list(self.differing), columns=["place", "text"])

    def __repr__(self) -> str:
        told = "the same, bit for bit" if self else f"{len(self.differing)} variables differ, first {self.differing[0][0]}"
        return f"<exarace.Reproduction of {self.scenario!r}, seed {self.seed}: {told}, {self.values:,} values>"

    def _repr_html_(self) -> str:
        return _html.box(repr(self)[1:-1], "", [("made elsewhere", fact) for fact in self.other],
                         [("differences", ("place", "what"), self.differing)] if self.differing else [])  # fmt: skip


def reproduce(image: bytes, threads: int | None) -> Reproduction:
    """Runs again what the bytes of a result file say they are."""
    number = 0 if threads is None else _arguments.whole("threads", threads, 1, _arguments.MOST_THREADS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.h5"
        path.write_bytes(image)
        scenario, seed, replicate, values, differing, other = _exarace.reproduce(str(path), number)
    return Reproduction(scenario, seed, replicate, values, tuple(differing), tuple(other))
