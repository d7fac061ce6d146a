"""Whom messages speak to: a user of the command line, or of Python."""

from __future__ import annotations

import functools
from collections.abc import Callable

from exarace import _exarace


def to_command_line(main: Callable[[list[str] | None], int]) -> Callable[[list[str] | None], int]:
    """Let messages speak of flags while a command runs; a notebook that calls it hears of arguments afterwards."""

    @functools.wraps(main)
    def command(arguments: list[str] | None = None) -> int:
        before = _exarace.speak_to_command_line(True)
        try:
            return main(arguments)
        finally:
            _exarace.speak_to_command_line(before)

    return command
