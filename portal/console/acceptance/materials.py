"""What was handed in, material by material, with what is looked at in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from bundles.casework.selectors.compared import Compared
from bundles.catalogue.plan import Plan
from portal.console.acceptance.checks import MATERIAL, Point, beside


@dataclass(frozen=True, slots=True)
class HandedFile:
    name: str
    sha256: str
    size: str
    kind: str


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A material asked for in this scenario; without ``files`` nothing was handed in for it."""

    place: str
    name: str
    needed_by: str
    files: tuple[HandedFile, ...]
    points: tuple[Point, ...]
    later: bool
    compared: Compared | None = None
    """Who held every file of it against its original, and when."""

    @property
    def key(self) -> str:
        return self.place.removeprefix(MATERIAL)


def handed_materials(
    planned: Plan,
    handed: Sequence[dict[str, Any]],
    points: Sequence[Point],
    compared: Mapping[str, Compared],
) -> tuple[MaterialLine, ...]:
    """The asked materials in their order; ``handed`` is what the filing froze."""
    return tuple(
        MaterialLine(
            place=f"{MATERIAL}{asked.material.key}",
            name=str(asked.material.name),
            needed_by=_needed_by(planned, asked.needed_by),
            files=tuple(_file(one) for one in handed if one["key"] == asked.material.key),
            points=beside(points, f"{MATERIAL}{asked.material.key}"),
            later=asked.later_by is not None,
            compared=compared.get(asked.material.key),
        )
        for asked in planned.asked
    )


def spared(planned: Plan) -> tuple[tuple[str, str], ...]:
    """The materials nobody had to hand in, and why: name and reason."""
    return tuple(
        (str(one.material.name), str(one.reasons[0].text) if one.reasons else "")
        for one in planned.materials
        if not one.asked
    )


def _needed_by(planned: Plan, keys: tuple[str, ...]) -> str:
    if len(keys) == len(planned.items):
        return _("全部 %(count)d 个事项") % {"count": len(keys)}
    return _("、").join(str(planned.item(key).item.name) for key in keys)


def _file(handed: dict[str, Any]) -> HandedFile:
    return HandedFile(
        name=handed["name"],
        sha256=handed["sha256"],
        size=filesizeformat(handed["size"]),
        kind=handed["media_type"].rpartition("/")[2].upper(),
    )
