"""Tables whose printed form hides no column."""

from __future__ import annotations

import shutil

import pandas as pd

__all__ = ["Wide"]


class Wide(pd.DataFrame):
    """A DataFrame that is printed with all its columns, in parts where a terminal is too narrow for them."""

    @property
    def _constructor(self) -> type[Wide]:
        return Wide

    def __repr__(self) -> str:
        width = shutil.get_terminal_size((120, 24)).columns
        with pd.option_context("display.max_columns", 30, "display.width", width, "display.expand_frame_repr", True):
            return super().__repr__()
