"""Where somewhere is: the divisions as a tree, to be chosen from step by step and read as one name.

Kept per process and read again every five minutes, like the calendar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic

from django.utils.translation import get_language

from departments.models import Division

REREAD_SECONDS = 300
REGION = 2
"""The level an address begins at; above it is the country."""


@dataclass(frozen=True, slots=True)
class Place:
    code: str
    name: str
    name_en: str
    level: int
    parent: str
    children: tuple[str, ...]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name


def place(code: str) -> Place | None:
    return _tree().get(code)


def line(code: str) -> tuple[Place, ...]:
    """The place and all that it lies in, from the region down; empty for a code there is not."""
    tree = _tree()
    found: list[Place] = []
    while (one := tree.get(code)) is not None and one.level >= REGION:
        found.append(one)
        code = one.parent
    return tuple(reversed(found))


def choices(code: str) -> tuple[Place, ...]:
    """What lies directly in a place; the regions for none."""
    tree = _tree()
    if not code:
        return tuple(one for one in tree.values() if one.level == REGION)
    return tuple(tree[child] for child in tree[code].children) if code in tree else ()


def deepest(codes: Sequence[str]) -> str:
    """The last of ``codes`` that lies in the one before it: a list chosen from the top down."""
    tree, last = _tree(), ""
    for code in codes:
        one = tree.get(code)
        if one is None or (one.parent != last if last else one.level != REGION):
            break
        last = code
    return last


def name(code: str) -> str:
    """The whole way down as one name; in English from the smallest up."""
    whole = line(code)
    if (get_language() or "").startswith("en"):
        return ", ".join(str(one) for one in reversed(whole))
    return "".join(str(one) for one in whole)


def forget() -> None:
    """Let the next question read the divisions from the database again."""
    _read.cache_clear()


def _tree() -> Mapping[str, Place]:
    return _read(int(monotonic() // REREAD_SECONDS))


@lru_cache(maxsize=1)
def _read(turn: int) -> Mapping[str, Place]:
    rows = list(
        Division.objects.order_by("code").values_list(
            "code", "name", "name_en", "level", "parent_id"
        )
    )
    below: dict[str, list[str]] = {}
    for code, _name, _name_en, _level, parent in rows:
        below.setdefault(parent or "", []).append(code)
    return {
        code: Place(code, name, name_en, level, parent or "", tuple(below.get(code, ())))
        for code, name, name_en, level, parent in rows
    }
