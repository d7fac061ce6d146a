"""Checksums that files and lines of an index carry inside themselves."""

from __future__ import annotations

import hashlib

from exarace._exarace import ResultError

MARK = b"exarace-sha256:"
DIGITS = 64


def check(path: str) -> None:
    """Compares a file with the checksum that it carries."""
    with open(path, "rb") as file:
        data = bytearray(file.read())
    at = data.find(MARK)
    for _ in range(32):  # a text in the file could quote another's checksum
        if at < 0:
            break
        place = slice(at + len(MARK), at + len(MARK) + DIGITS)
        stored, data[place] = bytes(data[place]), b"x" * DIGITS
        if hashlib.sha256(data).hexdigest().encode() == stored:
            return
        data[place] = stored
        at = data.find(MARK, at + 1)
    raise ResultError(
        f"{path}: its bytes differ from its checksum: damaged, or changed by another program; 'exarace verify' finds all "
        "that is damaged; exarace.open(..., verify=False) reads it all the same"
    )


CHECK = ',"check":"'


def is_intact(line: str) -> bool:
    """Whether a line of the index fits the checksum at its end."""
    body, mark, tail = line.rpartition(CHECK)
    return bool(mark) and tail == hashlib.sha256(body.encode()).hexdigest()[:16] + '"}'
