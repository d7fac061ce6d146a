"""Names that an object does not have: the one that is meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from exarace import _arguments


def missing(of: str, name: str, known: list[str], elsewhere: Mapping[str, str]) -> AttributeError:
    """An error about a name that is not there, which tells how that is done here, or the nearest name."""
    if name in elsewhere:
        return AttributeError(f"{of} has no {name!r}: {elsewhere[name]}", name=name)
    public = [word for word in known if not word.startswith("_")]
    return AttributeError(f"{of} has no {name!r}{_arguments.did_you_mean(name, public)}", name=name)


class Helpful:
    """Base of classes whose unknown attributes are answered in words."""

    _elsewhere: ClassVar[Mapping[str, str]] = {}
    """How what other packages call by these names is done."""

    if not TYPE_CHECKING:  # type checkers know all names

        def __getattr__(self, name: str) -> Any:
            of = next(c.__name__ for c in type(self).__mro__ if c.__module__.startswith("exarace"))
            raise missing(of, name, [] if name.startswith("_") else dir(type(self)), self._elsewhere)
