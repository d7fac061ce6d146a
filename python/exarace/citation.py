"""Where a number comes from: the source as the project's list has it, and as BibTeX."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exarace import _exarace, _html
from exarace.keys import Key

_ROW = re.compile(r"^\| (`[^|]+`) \| ([^|]+) \| ([^|]+) \|(?: ([^|]*) \|)?")
_CODE = re.compile(r"`([^`]+)`")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


@dataclass(frozen=True)
class Citation:
    """What stands behind a value of a scenario.

    Attributes
    ----------
    key, value, unit
        The key, its value in the scenario, and its unit.
    basis
        ``"sourced"``, ``"assumed"``, ``"calibrated"``, or ``""`` for a plain choice.
    source
        Short name of the source in docs/sources.md; of an assumed number that of its row.
    text
        What the source is, in a sentence.
    rests
        What of the model rests on it.
    confidence
        How sure the source is.
    vintage
        Month by which the number could be known.
    note
        What is said of this column alone, where it has a source of its own.

    Examples
    --------
    >>> import exarace as er
    >>> cited = er.load("baseline").source("skus.h20.memory_bandwidth")
    >>> cited.value, cited.unit, cited.source
    (4000, 'GB/s', 'epoch_ml_hardware')
    >>> print(cited.bibtex())
    @misc{epoch_ml_hardware,
      author = {{Epoch AI}},
      title = {Machine Learning Hardware},
      year = {2026},
      note = {data set, copy of January 2026. Known by 2023-11},
    }
    """

    key: str
    value: Any
    unit: str
    basis: str
    source: str
    text: str
    rests: str
    confidence: str
    vintage: str
    note: str = ""

    def bibtex(self) -> str:
        """The source as an entry for BibTeX; empty where the number has none. Its note says where the number is assumed."""
        if not self.text:
            return ""
        before, title, after = _parts(self.text)
        named = re.search(r"_((?:19|20)\d{2})$", self.source)
        years = [named[1]] if named else _YEAR.findall(self.text)
        facts = (after, f"Known by {self.vintage}" if self.vintage else "",
                 f"{self.key} itself is assumed" if self.basis == "assumed" else "")  # fmt: skip
        note = ". ".join(part for part in facts if part)
        lines = [f"  author = {{{{{before}}}}}," if before else "", f"  title = {{{title}}},",
                 f"  year = {{{years[-1]}}}," if years else "", f"  note = {{{note}}}," if note else ""]  # fmt: skip
        return "\n".join([f"@misc{{{self.source},", *(line for line in lines if line), "}"])

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        parts = [f"{self.key} = {self.value}{unit}: {self.basis or 'a choice'}"]
        if self.text:
            parts.append(f"{self.source}: {self.text} (confidence: {self.confidence or 'not rated'})")
        if self.note:
            parts.append(self.note)
        return "\n".join(parts)

    def _repr_html_(self) -> str:
        facts = [("value", f"{self.value} {self.unit}"), ("basis", self.basis), ("source", self.source),
                 ("what it is", self.text), ("what rests on it", self.rests), ("confidence", self.confidence),
                 ("vintage", self.vintage), ("note", self.note)]  # fmt: skip
        return _html.box(self.key, "", [fact for fact in facts if fact[1].strip()], [])


def _parts(text: str) -> tuple[str, str, str]:
    """Author, title and the rest of a line such as "Epoch AI, *Machine Learning Hardware*, data set"."""
    found = re.match(r"(?:([^*]*?),? )?\*([^*]+)\*(?:, )?(.*)$", text)
    if not found:
        return "", text, ""
    return (found[1] or "").strip(), found[2].strip(), found[3].strip()


def cite(key: Key) -> Citation:
    """The citation of a key."""
    entry = _entries().get(key.source, ("", "", ""))
    column = ".".join([key.path.split(".")[0], key.path.split(".")[-1]])
    return Citation(key.path, key.value, str(key.declared["unit"]), key.basis, key.source, *entry, key.vintage,
                    _columns().get(column, "") if key.row is not None else "")  # fmt: skip


@functools.cache
def _page() -> str:
    """The list of sources: it comes with the scenarios, or stands in docs/ beside them."""
    for folder in map(Path, _exarace.scenario_folders()):
        for place in (folder / "sources.md", folder.parent / "docs" / "sources.md"):
            if place.is_file():
                return place.read_text(encoding="utf-8")
    return ""


@functools.cache
def _entries() -> dict[str, tuple[str, str, str]]:
    """What a source is, what rests on it, how sure it is; by its short name."""
    found: dict[str, tuple[str, str, str]] = {}
    for line in _page().splitlines():
        row = _ROW.match(line)
        if row and row[4] is not None or row and "." not in row[1]:
            for name in _CODE.findall(row[1]):
                found.setdefault(name, (row[2].strip(), row[3].strip(), (row[4] or "").strip()))
    return found


@functools.cache
def _columns() -> dict[str, str]:
    """What is said of columns whose source differs from that of their rows."""
    section = _page().partition("\n## Columns\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)`([^|]*) \| ([^|]+) \|$", section, re.M)
    return {name: f"{(name + about).strip()}: {text.strip()}" for name, about, text in rows}
