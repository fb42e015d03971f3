"""Choosing where one lives, list by list, from the region down; works without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass

from departments import places
from departments.places import Place


@dataclass(frozen=True, slots=True)
class Step:
    """One list: what lies in the place chosen above it."""

    id: str
    options: tuple[Place, ...]
    chosen: str


def chosen_place(posted: list[str]) -> str:
    """The last place of the lists as posted that lies in the one before; '' for none."""
    return places.deepest([code[:12] for code in posted if code][:6])


def steps(code: str) -> tuple[Step, ...]:
    """A list for every step taken, and one more while there is somewhere to go."""
    line = places.line(code)
    found: list[Step] = []
    above = ""
    for at in range(len(line) + 1):
        options = places.choices(above)
        if not options:
            break
        above = line[at].code if at < len(line) else ""
        found.append(Step(f"place-{at}", options, above))
    return tuple(found)
