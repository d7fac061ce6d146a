"""Every pinned package has its digests, and nothing else has."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def pins(name):
    """Names and versions, as package indices spell them."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^ \\\\\n;]+)", (ROOT / name).read_text(), re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}


def test_digests_are_of_the_packages_that_are_pinned():
    assert pins("constraints.txt") == pins("constraints.hashes.txt"), "constraints.hashes.txt says how it is made anew"


def test_every_package_has_a_digest_and_no_address():
    text = (ROOT / "constraints.hashes.txt").read_text()
    for part in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", part), part.splitlines()[0]
    assert "://" not in text and "find-links /" not in text
