"""Names of scenarios that tell what was changed."""

from __future__ import annotations

from collections.abc import Mapping

MOST_TOLD = 3
LONGEST_VALUE = 24


def short_key(key: str) -> str:
    """What of a key path tells one from another.

    Examples
    --------
    >>> short_key("regimes.us_2023_11.clauses.a.tpp_min")
    'us_2023_11.a.tpp_min'
    >>> short_key("run.end")
    'run.end'
    """
    parts = [part for part in key.split(".") if part != "clauses"]
    return ".".join(parts[1:] if len(parts) > 2 else parts)


def told(changes: Mapping[str, str]) -> str:
    """Changes in a few words; values as TOML writes them, or "x 0.5" for a factor.

    Examples
    --------
    >>> told({"run.end": "2028-01-01", "technology.wear": "x 0.5"})
    'run.end=2028-01-01, technology.wear x 0.5'
    """
    parts = [_one(key, value) for key, value in list(changes.items())[:MOST_TOLD]]
    more = len(changes) - len(parts)
    return ", ".join(parts) + (f", {more} more" if more > 0 else "")


def _one(key: str, value: str) -> str:
    if value.startswith(("x ", "without")):
        return f"without {short_key(key)}" if value == "without" else f"{short_key(key)} {value}"
    if value.startswith("[{"):
        return f"rows of {short_key(key)}"
    value = value.strip('"')
    return f"{short_key(key)}={value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 3] + '...'}"
