"""Examples in texts for users: blocks of Markdown pages, and lines under "examples:" in help texts."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHORT = "2022-07-01"
# What examples speak of: a file of policies and a design.
HAWK = """\
import exarace as er
class Hawk(er.GovernmentPolicy):
    def decide(self, seen):
        return [er.Act(m.id, "tighten", factor=0.9) for m in seen.own("chip_threshold") if m.in_force]
policies = {"us": Hawk}
"""
DESIGN = """\
scenario = "baseline"
sampler = "grid"
[[factor]]
key = "technology.wear"
values = [0.2, 0.3]
"""


def blocks(page, *languages):
    """Code of a page's blocks in one of the languages, in order."""
    found = re.findall(r"^```([a-z]*)\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
    return [code for language, code in found if language in languages]


def cells(page):
    """Code of a tutorial's cells, in order."""
    return re.findall(r"^```\{code-cell\} ipython3\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)


def commands(text):
    """Lines of a shell block that call the program, without what is said of them."""
    lines = (re.sub(r"\s+#.*|\s*\|\s*less$", "", line).strip() for line in text.splitlines())
    lines = (re.sub(r"^(\S*/)?exarace(?=[ ]|$)", "exarace", line) for line in lines)
    return [line for line in lines if line.startswith("exarace ")]


def of_help(text):
    """Examples of a help text; what they do stands after two spaces and more."""
    _, found, rest = text.partition("\nexamples:\n")
    if not found:
        _, found, rest = text.partition("\nexample:\n")
    lines = rest.split("\n\n")[0].splitlines()
    return [re.split(r"\s{2,}", line.strip())[0] for line in lines if line.strip().startswith("exarace ")]


def stage(folder):
    """A folder with all scenarios, each of which ends after six months, for EXARACE_SCENARIOS."""
    folder.mkdir(exist_ok=True)
    for full in (ROOT / "scenarios").glob("*.toml"):
        if full.stem != "levers":
            (folder / full.name).write_text(f'extends = "{full}"\ntitle = "{full.stem}, short"\n[run]\nend = {SHORT}\n')
    return folder
