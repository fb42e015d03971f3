"""Lines over a few points, told apart by colour, dash and mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from portal.console.supervision.charts.picture import (
    BOTTOM,
    HEIGHT,
    LEFT,
    TOP,
    WIDTH,
    Chart,
    Table,
    whole,
)
from portal.console.supervision.charts.scale import Scale, ticks

ROOM_FOR_NAMES = 78
"""Every line carries its name at its end."""
APART = 15
"""From one name to the next."""


@dataclass(frozen=True, slots=True)
class Point:
    """``value`` is None where there is nothing to say; ``leads`` to what is behind it."""

    label: str
    value: float | None
    leads: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    points: Sequence[Point]


def lines(name: str, *, title: str, says: str, across: str, unit: str, of: Sequence[Line]) -> Chart:
    """All lines have the same labels along the foot."""
    labels = [point.label for point in of[0].points] if of else []
    values = [point.value for line in of for point in line.points if point.value is not None]
    marks = ticks(max(values, default=0))
    up = Scale(0, marks[-1], HEIGHT - BOTTOM, TOP)
    right = WIDTH - ROOM_FOR_NAMES
    along = Scale(0, max(len(labels) - 1, 1), LEFT + 16, right)
    drawn = [_drawn(n, line, along, up) for n, line in enumerate(of)]
    _part_names(drawn)
    return Chart(
        name=name,
        title=title,
        says=says,
        table=Table(
            (across, *(line.words for line in of)),
            [
                (label, *(_said(line.points[n].value, unit) for line in of))
                for n, label in enumerate(labels)
            ],
        ),
        template="console/supervision/charts/lines.html",
        shapes={
            "lines": drawn,
            "marks": [(f"{mark:g}", whole(up.at(mark))) for mark in marks],
            "labels": [(label, whole(along.at(n))) for n, label in enumerate(labels)],
            "left": LEFT,
            "right": whole(right + 8),
            "foot": HEIGHT - 8,
            "unit": unit,
        },
        empty=not values,
    )


def _drawn(n: int, line: Line, along: Scale, up: Scale) -> dict[str, Any]:
    """A line is broken where a point has no value."""
    dots, path, pen = [], "", "M"
    for place, point in enumerate(line.points):
        if point.value is None:
            pen = "M"
            continue
        x, y = whole(along.at(place)), whole(up.at(point.value))
        path += f"{pen}{x} {y}"
        pen = "L"
        said = f"{point.value:.0f}"
        dots.append({"x": x, "y": y, "value": said, "label": point.label, "leads": point.leads})
    last = dots[-1] if dots else None
    return {
        "kind": f"l{n}",
        "path": path,
        "dots": dots,
        "words": line.words,
        "end": float(last["x"]) + 10 if last else 0,
        "level": float(last["y"]) + 4 if last else 0,
    }


def _part_names(drawn: list[dict[str, Any]]) -> None:
    """Names that would stand on each other are moved apart; none goes below the foot line."""
    named = sorted((one for one in drawn if one["dots"]), key=lambda one: one["level"])
    for above, below in pairwise(named):
        below["level"] = max(below["level"], above["level"] + APART)
    lowest = float(HEIGHT - BOTTOM)
    for one in reversed(named):
        one["level"] = min(one["level"], lowest)
        lowest = one["level"] - APART


def _said(value: float | None, unit: str) -> str:
    return "—" if value is None else f"{value:.0f} {unit}"
