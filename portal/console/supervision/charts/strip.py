"""Dots along a line of time: one for each case, in a row for each department."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.console.supervision.charts.picture import RIGHT, Chart, Table, whole
from portal.console.supervision.charts.scale import Scale, ticks_between

WIDE = 1280
NAMES = 150
ROW = 38
EDGE = 30
LIFTS = (0, -11, 11)
"""Dots near each other stand above one another, then beside."""
ASIDE = 11


@dataclass(frozen=True, slots=True)
class Dot:
    """``value`` along the line; a ``bad`` one is a square, and red."""

    value: float
    words: str
    leads: str
    bad: bool


@dataclass(frozen=True, slots=True)
class Row:
    """``more`` says how many dots were left out, and their side of the line with it."""

    label: str
    dots: Sequence[Dot]
    more: str = ""
    counts: Sequence[str] = ()


def strip(
    name: str, *, title: str, says: str, head: Sequence[str], unit: str, of: Sequence[Row]
) -> Chart:
    """Nought is the line between late and in time; ``head`` belongs to the table."""
    values = [dot.value for row in of for dot in row.dots]
    marks = ticks_between(min([*values, -1]), max([*values, 1]))
    along = Scale(marks[0], marks[-1], NAMES, WIDE - RIGHT - 26)
    height = EDGE + ROW * max(len(of), 1) + 10
    return Chart(
        name=name,
        title=title,
        says=says,
        table=Table(head, [(row.label, *row.counts) for row in of]),
        template="console/supervision/charts/strip.html",
        shapes={
            "rows": [_row(n, row, along) for n, row in enumerate(of)],
            "marks": [(f"{mark:g}", whole(along.at(mark)), mark == 0) for mark in marks],
            "nought": whole(along.at(0)),
            "left": NAMES,
            "right": WIDE - RIGHT,
            "top": EDGE - 6,
            "bottom": height - 6,
            "unit": unit,
        },
        width=WIDE,
        height=height,
        empty=not values,
    )


def _row(n: int, row: Row, along: Scale) -> dict[str, object]:
    level = EDGE + ROW * n + ROW / 2
    dots: list[dict[str, object]] = []
    seen: list[float] = []
    for dot in row.dots:
        x = along.at(dot.value)
        crowd = sum(abs(x - other) < ASIDE for other in seen)
        seen.append(x)
        beside, above = divmod(crowd, len(LIFTS))
        x += ASIDE * beside * (-1 if dot.bad else 1)
        y = level + LIFTS[above]
        dots.append(
            {
                "x": whole(x),
                "y": whole(y),
                "left": whole(x - 4.5),
                "top": whole(y - 4.5),
                "words": dot.words,
                "leads": dot.leads,
                "bad": dot.bad,
            }
        )
    return {
        "label": row.label,
        "level": whole(level + 4),
        "line": whole(level),
        "dots": dots,
        "more": row.more,
    }
