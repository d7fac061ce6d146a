"""The cells of each tutorial as one Python file, for type checkers: python tests/support/tutorials.py FOLDER."""

import sys
from pathlib import Path

from examples import ROOT, cells

HEAD = "# pyright: reportUnusedExpression=false\n"  # the last line of a cell is what a notebook shows


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for page in sorted((ROOT / "docs/tutorials").glob("*.md")):
        code = cells(page)
        if code:
            (folder / f"{page.stem}.py").write_text(HEAD + "\n".join(code))


if __name__ == "__main__":
    write(Path(sys.argv[1]))
