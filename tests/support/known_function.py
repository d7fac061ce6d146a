"""A function whose sensitivity indices are known, over the factors of a design."""

import math

import numpy as np

FACTORS = (("behaviour.cloud.horizon", 2.0, 4.0), ("technology.wear", 0.2, 0.4),
           ("behaviour.designer.trend_weight", 0.3, 1.2))  # fmt: skip
FIRST_ORDER = [0.3139, 0.4424, 0.0]
TOTAL = [0.5576, 0.4424, 0.2437]


def factors_text(factors=FACTORS):
    """The factors as a design writes them."""
    return "".join(f'\n[[factor]]\nkey = "{key}"\nlow = {low}\nhigh = {high}\n' for key, low, high in factors)


def ishigami(runs):
    """Ishigami and Homma (1990), a = 7, b = 0.1, of the values that runs or points have."""
    x = [-math.pi + 2 * math.pi * (runs[key] - low) / (high - low) for key, low, high in FACTORS]
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])
