"""The story of a run: an HTML page and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exarace import _arguments, _exarace
from exarace._exarace import ResultError, ScenarioError

if TYPE_CHECKING:
    from collections.abc import Callable

    from exarace.report.story import Story
    from exarace.source import File, Source

__all__ = ["open_result", "write", "write_sweep"]


def open_result(path: str) -> File:
    """A result file as what reports are made from.

    Raises
    ------
    ResultError
        If the file is missing, is no result, or is damaged.
    """
    from exarace.source import File

    facts = _exarace.read_provenance(path)
    wrong = _exarace.findings(path)
    if wrong:
        raise ResultError("\n".join(wrong))
    return File(_exarace.read_bytes(path), facts)


def write(
    source: Source,
    path: str,
    *,
    against: Source | None = None,
    widen: Callable[[Story], None] | None = None,
    force: bool = False,
    pictures: bool = True,
) -> str:
    """Write the page of a result to `path`, and its pictures beside it; returns `path`.

    The lines of a result `against` are laid behind its own; `widen` puts bands there, see `bands.behind`.

    Raises
    ------
    ResultError
        If something is there already and `force` is not given, or cannot be written.
    """
    from exarace.report import comparison
    from exarace.report.book import Book
    from exarace.report.story import overlay, tell
    from exarace.source import File

    def story() -> Story:
        image = source.image() if isinstance(source, File) else b""
        if image and comparison.is_comparison(image):
            if widen is not None:
                raise ScenarioError("draws: a comparison has intervals of its own; bands of draws are for one result")
            return comparison.tell(image, source.provenance())
        told = tell(Book(source))
        if widen is not None:
            widen(told)
        if against is not None:
            other = tell(Book(against))
            overlay(told, other)
            seed = dict(other.facts).get("seed", "?")
            told.opening.append(f"Dashed grey lines are those of {other.title}, run with seed {seed}.")
        return told

    return write_story(story, path, force=force, pictures=pictures)


def write_sweep(folder: str, path: str, *, force: bool = False, pictures: bool = True) -> str:
    """Write the page of a sweep, whole or still growing; as `write`.

    Raises
    ------
    ResultError
        If the folder holds no sweep, or as `write` does.
    """
    from exarace.report import sweep
    from exarace.sweep_data import is_sweep

    if not is_sweep(folder):
        raise ResultError(f"{folder}: holds no sweep")
    return write_story(lambda: sweep.tell(folder), path, force=force, pictures=pictures)


def write_story(make: Callable[[], Story], path: str, *, force: bool, pictures: bool) -> str:
    """Write a story as a page with pictures; what is there already is looked at before the story is made."""
    from exarace.report import still
    from exarace.report.page import page

    path = _arguments.file_name("page", path, _arguments.PAGE_ENDINGS, "an HTML page")
    folder = pictures_folder(path)
    _exarace.check_place(path, force)
    if pictures:
        prepare(folder, force)
    story = make()
    text = page(story).encode("utf-8")
    images = {}
    if pictures:
        charts = [chart for _, chart in story.charts]
        for number, (chart, image) in enumerate(zip(charts, still.pngs(charts, story.marks), strict=True), 1):
            images[f"{number:02}_{chart.name}.png"] = image
        clear(folder, set(images))
    for name, image in images.items():
        _exarace.put(str(folder / name), image, True)
    _exarace.put(path, text, force)
    return path


def pictures_folder(path: str) -> Path:
    """Folder of the pictures of a page: "results/baseline_png" of "results/baseline.html"."""
    page = Path(path)
    return page.with_name(page.stem + "_png")


def prepare(folder: Path, force: bool) -> None:
    """Make the folder of pictures; refuse one that is there unless it may be replaced."""
    if folder.exists() and not folder.is_dir():
        raise ResultError(f"{folder}: is a file; the pictures need a folder of this name")
    if folder.exists() and any(folder.iterdir()) and not force:
        raise ResultError(f"{folder}: exists; {_exarace.to_replace()} replaces the pictures in it")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ResultError(f"{folder}: cannot be made: {error.strerror}") from error


def clear(folder: Path, kept: set[str]) -> None:
    """Remove pictures of an earlier report that this one does not have."""
    for old in folder.glob("[0-9][0-9]_*.png"):
        if old.name not in kept:
            old.unlink()
