"""What was handed in, material by material, with what is looked at in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from bundles.casework.selectors.compared import Compared
from bundles.catalogue.plan import Plan, PlannedMaterial
from portal.console.acceptance.checks import MATERIAL, Point, beside


@dataclass(frozen=True, slots=True)
class HandedFile:
    name: str
    sha256: str
    size: str
    kind: str


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A material asked for in this scenario, or given by a register, which ``fetched`` then names;
    without ``files`` nothing was handed in for it.
    """

    place: str
    name: str
    needed_by: str
    files: tuple[HandedFile, ...]
    points: tuple[Point, ...]
    later: bool
    compared: Compared | None = None
    """Who held every file of it against its original, and when."""

    fetched: str = ""
    fetched_at: datetime | None = None

    @property
    def key(self) -> str:
        return self.place.removeprefix(MATERIAL)


def handed_materials(
    planned: Plan,
    handed: Sequence[dict[str, Any]],
    points: Sequence[Point],
    compared: Mapping[str, Compared],
) -> tuple[MaterialLine, ...]:
    """The asked materials in their order, and what registers gave; ``handed`` is what the filing
    froze.
    """
    given = {one["key"]: one["fetched_at"] for one in handed if one.get("register")}
    return tuple(
        MaterialLine(
            place=f"{MATERIAL}{one.material.key}",
            name=str(one.material.name),
            needed_by=_needed_by(planned, one.needed_by),
            files=tuple(_file(file) for file in handed if file["key"] == one.material.key),
            points=beside(points, f"{MATERIAL}{one.material.key}"),
            later=one.later_by is not None,
            compared=compared.get(one.material.key),
            fetched=_source(one) if one.material.key in given else "",
            fetched_at=_moment(given.get(one.material.key)),
        )
        for one in planned.materials
        if one.takes_files or one.material.key in given
    )


def _source(planned: PlannedMaterial) -> str:
    return str(planned.rule.source or planned.rule.registry or "")


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def spared(planned: Plan, shown: Sequence[MaterialLine]) -> tuple[tuple[str, str], ...]:
    """The materials nobody had to hand in, and why: name and reason."""
    keys = {one.key for one in shown}
    return tuple(
        (str(one.material.name), str(one.reasons[0].text) if one.reasons else "")
        for one in planned.materials
        if not one.takes_files and one.material.key not in keys
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
