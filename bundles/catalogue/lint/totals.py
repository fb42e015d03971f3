"""The fewest and the most materials any answers can lead to, bounded by adding the groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import prod
from typing import Any

from bundles.catalogue.definition import BundleMaterial
from bundles.catalogue.lint.rows import asking, chosen, conditions
from bundles.catalogue.lint.scenarios import MOST, Scenario, domain, meeting
from bundles.catalogue.lint.walking import Keys, Walk
from bundles.catalogue.materials import stand_of
from bundles.catalogue.scenario import BARRED

Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Extremes:
    """Handed-in rows: no answers ask fewer than ``least`` or more than ``most``.

    ``best`` and ``worst`` are answers that come to as few, or as many, as was found.
    """

    least: int
    best: Given
    most: int
    worst: Given


def extremes(walk: Walk, on: date) -> Extremes:
    """The groups are added up: rows that hang on the same questions are counted together."""
    least, most = 0, 0
    best: Given = {}
    worst: Given = {}
    for rows, keys in _groups(walk):
        counted = [(_asked(rows, one, walk, on), one) for one in walk.over(keys)]
        few = min(counted, key=lambda pair: pair[0])
        many = max(counted, key=lambda pair: pair[0])
        least, most = least + few[0], most + many[0]
        best.update(few[1].given)
        worst.update(many[1].given)
    return Extremes(least, best, most, worst)


def _groups(walk: Walk) -> list[tuple[list[BundleMaterial], Keys]]:
    """Rows by the questions they hang on: joined while they share one and can still be walked."""
    groups: list[tuple[list[BundleMaterial], Keys]] = []
    for row in walk.version.materials:
        rows, keys = [row], meeting(walk.version, _of(walk, row))
        for other in [one for one in groups if set(one[1]) & set(keys)]:
            both = meeting(walk.version, [*keys, *other[1]])
            if _size(walk, both) <= MOST // 8:
                groups.remove(other)
                rows, keys = [*other[0], *rows], both
        groups.append((rows, keys))
    return groups


def _of(walk: Walk, row: BundleMaterial) -> tuple[str, ...]:
    return (*conditions(row), *(item.when for item in asking(walk, row)))


def _size(walk: Walk, keys: Keys) -> int:
    return prod(
        2 if key == BARRED else len(domain(walk.version.questions_by_key[key])) for key in keys
    )


def _asked(rows: Iterable[BundleMaterial], one: Scenario, walk: Walk, on: date) -> int:
    return sum(_is_asked(row, one.names, walk, on) for row in rows)


def _is_asked(row: BundleMaterial, names: Mapping[str, Any], walk: Walk, on: date) -> bool:
    return (
        walk.holds(row.when, names)
        and any(walk.holds(item.when, names) for item in asking(walk, row))
        and stand_of(chosen(walk, row, names), on) == "now"
    )
