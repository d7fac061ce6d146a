"""Makes all measured pages of docs/model again, in order, and says how long each took.

Call from the top of the tree: .venv/bin/python docs/model/remeasure.py [part ...]; all parts if none is named.
What was broken off goes on where it stood for `baseline`; the other parts begin anew. The pages do not depend on threads.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PARTS = {
    "baseline": "docs/model/baseline.py",  # first: it makes the posterior that the others may read
    "events": "docs/model/events.py",
    "mechanisms": "docs/mechanisms/measure.py",
    "judging": "docs/model/judging.py",
    "priors": "docs/model/priors.py",
    "given": "docs/model/given.py",
    "firms": "docs/model/firms.py",
}


def main() -> None:
    wrong = [part for part in sys.argv[1:] if part not in PARTS]
    if wrong:
        raise SystemExit(f"{', '.join(wrong)}: no such part; there are {', '.join(PARTS)}")
    begun = time.monotonic()
    for part in sys.argv[1:] or PARTS:
        start = time.monotonic()
        print(f"==> {part}", flush=True)
        if subprocess.run([sys.executable, PARTS[part]], cwd=TOP).returncode != 0:
            raise SystemExit(f"{part}: failed; 'remeasure.py {part}' tries it alone")
        print(f"==> {part}: {time.monotonic() - start:.0f} s", flush=True)
    print(f"==> all: {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
