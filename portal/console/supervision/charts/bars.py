"""Standing bars, of one part or several on top of each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.console.supervision.charts.picture import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Chart,
    Table,
    whole,
)
from portal.console.supervision.charts.scale import Scale, ticks


@dataclass(frozen=True, slots=True)
class Part:
    """So many of one series; ``leads`` to the cases."""

    count: int
    leads: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """``parts`` in the order of the series, the first one lowest."""

    label: str
    parts: Sequence[Part]

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)


def bars(
    name: str, *, title: str, says: str, across: str, series: Sequence[str], of: Sequence[Bar]
) -> Chart:
    """``across`` names what stands along the foot; every series has a fill and a pattern."""
    marks = ticks(max((bar.count for bar in of), default=0))
    up = Scale(0, marks[-1], HEIGHT - BOTTOM, TOP)
    room = (WIDTH - LEFT - RIGHT) / max(len(of), 1)
    thick = min(room * 0.62, 44)
    drawn = [_drawn(bar, LEFT + room * (n + 0.5), thick, up) for n, bar in enumerate(of)]
    return Chart(
        name=name,
        title=title,
        says=says,
        table=Table(
            (across, *series),
            [(bar.label, *(str(part.count) for part in bar.parts)) for bar in of],
        ),
        template="console/supervision/charts/bars.html",
        shapes={
            "bars": drawn,
            "thick": whole(thick),
            "marks": [(f"{mark:g}", whole(up.at(mark))) for mark in marks],
            "left": LEFT,
            "right": WIDTH - RIGHT,
            "foot": HEIGHT - 8,
        },
        legend=[(f"s{n}", words) for n, words in enumerate(series)] if len(series) > 1 else (),
        empty=not any(bar.count for bar in of),
    )


def _drawn(bar: Bar, middle: float, thick: float, up: Scale) -> dict[str, Any]:
    parts, below = [], 0
    for n, part in enumerate(bar.parts):
        if part.count:
            top, bottom = up.at(below + part.count), up.at(below)
            parts.append(
                {
                    "kind": f"s{n}",
                    "x": whole(middle - thick / 2),
                    "y": whole(top),
                    "height": whole(max(bottom - top, 1)),
                    "count": part.count,
                    "leads": part.leads,
                }
            )
        below += part.count
    return {
        "label": bar.label,
        "middle": whole(middle),
        "parts": parts,
        "count": bar.count or "",
        "over": whole(up.at(below) - 5),
    }
