"""One colour for a country or firm, wherever it stands. All are readable on white and on black."""

from __future__ import annotations

import itertools

US, CHINA = "#3f7fd0", "#d9483b"

KNOWN = {
    # Countries and governments.
    "us": US, "cn": CHINA, "tw": "#2a9d8f", "kr": "#8e6fc1", "jp": "#c77dba", "nl": "#e08a2e", "eu": "#5b9bd5",
    "uk": "#7a8fa6", "ae": "#b58b3a", "sa": "#7d9f3c", "sg": "#c2688a", "my": "#b0a03c", "in": "#d2914f", "hk": "#b5655a",
    # Designers.
    "nvidia": "#6fae2f", "amd": "#e08a2e", "intel": "#5b9bd5", "google_tpu": "#3f7fd0", "amazon_trainium": "#e3b23c",
    "microsoft_maia": "#2a9d8f", "meta_mtia": "#8e6fc1", "huawei": CHINA, "cambricon": "#e58a80", "hygon": "#b5655a",
    "biren": "#c9737f", "moore_threads": "#a04f6b", "kunlunxin": "#d98f5c", "t_head": "#c46a3f",
    # Clouds and labs.
    "microsoft": "#2a9d8f", "google": "#3f7fd0", "amazon": "#e3b23c", "meta": "#8e6fc1", "oracle": "#c0603c",
    "coreweave": "#7a8fa6", "xai": "#5c677d", "alibaba": "#e07b39", "tencent": "#c05780", "bytedance": "#a83246",
    "baidu": "#c77dba", "openai": "#2a9d8f", "anthropic": "#c98b5e", "deepmind": "#3f7fd0", "deepseek": "#d9483b",
    # Inputs, kinds of compute, others.
    "dies": "#3f7fd0", "hbm": "#d9483b", "packaging": "#e3b23c", "demand": "#7a8fa6",
    "western": US, "chinese": CHINA, "other": "#9aa0a6",
}  # fmt: skip

PALETTE = ("#3f7fd0", "#e08a2e", "#2a9d8f", "#8e6fc1", "#e3b23c", "#c2688a", "#7d9f3c", "#c0603c", "#5b9bd5", "#b58b3a",
           "#7a8fa6", "#c77dba")  # fmt: skip
REDS = ("#d9483b", "#a83246", "#e58a80", "#b5655a", "#d98f5c", "#a04f6b")

OBSERVED = "#8a8f98"


def colours(ids: list[str], chinese: set[str] = frozenset()) -> list[str]:
    """Colours for rows of one chart: their own, or the next free one; Chinese rows are reds. Of many rows some share one."""
    free, reds = itertools.cycle(PALETTE), itertools.cycle(REDS)
    taken = {KNOWN[row] for row in ids if row in KNOWN}
    out = []
    for row in ids:
        colour = KNOWN.get(row)
        own, kind = (reds, REDS) if row in chinese else (free, PALETTE)
        while colour is None:
            candidate = next(own)
            colour = candidate if candidate not in taken or taken.issuperset(kind) else None
        taken.add(colour)
        out.append(colour)
    return out
