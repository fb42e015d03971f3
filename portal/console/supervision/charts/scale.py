"""From figures to places on paper."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Scale:
    """Straight from ``low…high`` to ``begins…ends``."""

    low: float
    high: float
    begins: float
    ends: float

    def at(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1)
        return self.begins + share * (self.ends - self.begins)


def ticks(highest: float, about: int = 4) -> list[float]:
    """Round numbers from nought to past ``highest``: 0, 5, 10, 15."""
    step = _step(max(highest, 1) / about)
    return [step * n for n in range(ceil(max(highest, 1) / step) + 1)]


def ticks_between(low: float, high: float, about: int = 6) -> list[float]:
    """Round numbers around a stretch that may begin below nought."""
    step = _step(max(high - low, 1) / about)
    return [step * n for n in range(floor(low / step), ceil(high / step) + 1)]


def _step(raw: float) -> float:
    """1, 2 or 5 times a power of ten, and never less than one: cases are whole."""
    power = 10 ** floor(log10(raw)) if raw > 0 else 1
    return max(next(power * n for n in (1, 2, 5, 10) if power * n >= raw), 1)
