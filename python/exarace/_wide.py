"""Tables whose printed form hides no column."""

from __future__ import annotations

import html
import shutil

import pandas as pd

__all__ = ["Wide"]


class Wide(pd.DataFrame):
    """A DataFrame that is printed with all its columns, in parts where a terminal is too narrow for them.

    What is to be known of it, ``attrs["note"]``, is printed below.
    """

    @property
    def _constructor(self) -> type[Wide]:
        return Wide

    def __repr__(self) -> str:
        width = shutil.get_terminal_size((120, 24)).columns
        with pd.option_context("display.max_columns", 30, "display.width", width, "display.expand_frame_repr", True):
            return "\n".join([super().__repr__(), *self._note()])

    def _repr_html_(self) -> str:
        return "".join([super()._repr_html_() or "", *(f"<p>{html.escape(note)}</p>" for note in self._note())])

    def _note(self) -> list[str]:
        return [str(self.attrs["note"])] if "note" in self.attrs else []
