"""What the clerk looks at: the check-points of every item and material of the case, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from bundles.casework.services import Defect
from bundles.catalogue.definition import BundleMaterial, CheckPoint, Version
from bundles.catalogue.plan import Plan
from portal.console.pages.places import name_of

MATERIAL: Final = "material:"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at. ``key`` is what a tick posts; ``items`` names those that ask for it."""

    key: str
    about: str
    text: str
    defect: str
    items: tuple[str, ...]
    where: str = ""
    """The place in the words of the form, as the notice has it."""

    @property
    def place(self) -> str:
        """The block or material beside which it stands."""
        kind, _, name = self.about.partition(":")
        return self.about if kind == "material" else f"block:{name.partition('.')[0]}"

    def failed(self) -> Defect:
        """What the applicant reads when it fails: Chinese, whatever the clerk's screen."""
        return Defect(self.about, self.defect)


def points_of(version: Version, planned: Plan) -> tuple[Point, ...]:
    """In the order of the plan; the same question asked by several items stands once."""
    found: dict[tuple[str, str], Point] = {}
    for owner, item, point in _asked(version, planned):
        about = _mendable(version, point.about)
        text = str(point.text)
        known = found.get((about, text))
        if known is None:
            key = f"{owner}:{point.key}"
            found[about, text] = Point(
                key,
                about,
                text,
                point.defect.zh,
                (item,) if item else (),
                name_of(version, about),
            )
        elif item and item not in known.items:
            found[about, text] = replace(known, items=(*known.items, item))
    return tuple(found.values())


def beside(points: Iterable[Point], place: str) -> tuple[Point, ...]:
    """The points that stand beside one block or material."""
    return tuple(point for point in points if point.place == place)


def _asked(version: Version, planned: Plan) -> Iterator[tuple[str, str, CheckPoint]]:
    for one in planned.items:
        for point in one.item.check_points:
            yield one.item.key, str(one.item.name), point
    for material in planned.materials:
        for point in material.material.check_points:
            yield material.material.key, "", point


def _mendable(version: Version, about: str) -> str:
    """The place the applicant can mend: of duplicates the one handed in, of a block its form."""
    kind, _, name = about.partition(":")
    if kind == "material":
        original = _original(version, version.materials_by_key.get(name))
        return f"{MATERIAL}{original.key}" if original else about
    return about if "." in name else f"block:{name}"


def _original(version: Version, material: BundleMaterial | None) -> BundleMaterial | None:
    if material is not None and material.rule.of:
        return version.materials_by_key.get(material.rule.of, material)
    return material
