"""What benchmarks print: a line, and a share with its interval."""

from __future__ import annotations

import math
import sys


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def share(part: int, whole: int) -> str:
    """A share with its Wilson interval of 95 %."""
    if not whole:
        return "none"
    z, p = 1.96, part / whole
    centre = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return f"{part}/{whole} = {p:.3f} ({max(centre - half, 0):.3f} to {min(centre + half, 1):.3f})"
