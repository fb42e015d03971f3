"""Every requirement of every planned item is satisfied exactly once, under every answer."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bundles.catalogue.definition import BundleMaterial, Item, RequirementRef, Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint import rules, sharing
from bundles.catalogue.lint.rows import asking
from bundles.catalogue.lint.walking import Walk
from bundles.catalogue.lint.words import broken

FILES = ("keep", "may_follow", "shared", "abolished", "commitment")
"""Rules of rows for which a file may come in, at once, later, or when nothing else can be had."""


def inspect(walk: Walk) -> Iterator[Finding]:
    for number, material in enumerate(walk.version.materials):
        yield from _wanted(number, material, walk)
        yield from rules.inspect(number, material, walk)
        yield from sharing.inspect(number, material, walk)
    for number, item in enumerate(walk.version.items):
        for requirement in item.requirements:
            yield from _once(number, item, requirement, walk)
        yield from _seen(number, item, walk.version)


def _wanted(number: int, material: BundleMaterial, walk: Walk) -> Iterator[Finding]:
    """The row is a requirement of each item it names; what is abolished may be one no more."""
    if all(rule.kind == "abolished" for rule in material.rules):
        return
    for item in asking(walk, material):
        if all(requirement.code != material.code for requirement in item.requirements):
            yield Finding(
                ("materials", number, "items"),
                _("{item} 并不要求“{name}”。").format(item=item.key, name=material.name),
                _("请从 items 里删去这个事项。"),
            )


def _once(number: int, item: Item, requirement: RequirementRef, walk: Walk) -> Iterator[Finding]:
    rows = [
        row
        for row in walk.version.materials
        if row.code == requirement.code and item.key in row.items
    ]
    if not rows:
        yield Finding(
            ("items", number, "key"),
            _("{item} 可能要求的“{name}”没有列在材料清单里。").format(
                item=item.key, name=requirement.name
            ),
            _("请补上一行。"),
        )
        return
    least = 0 if requirement.necessity == "optional" else 1
    for scenario in walk.over([item.when, *(row.when for row in rows)]):
        if not walk.holds(item.when, scenario.names):
            continue
        kept = [row.key for row in rows if walk.holds(row.when, scenario.names)]
        if not least <= len(kept) <= 1:
            yield broken(
                ("items", number, "key"),
                _("{item} 要求的“{name}”满足了 {count} 次（{keys}）。").format(
                    item=item.key, name=requirement.name, count=len(kept), keys="、".join(kept)
                ),
                _("材料清单里应当恰好有一行满足它。"),
                scenario,
                walk.version,
            )
            return


def _seen(number: int, item: Item, version: Version) -> Iterator[Finding]:
    """An item sees exactly the documents that can be handed in for it."""
    must: set[str] = set()
    may: set[str] = set()
    for row in version.materials:
        if item.key in row.items:
            must |= {rule.of or row.key for rule in row.rules if _handed_in(rule.kind)}
            may |= {rule.of or row.key for rule in row.rules if rule.kind in (*FILES, *_ALSO)}
    for key in sorted(must - set(item.materials)):
        yield Finding(
            ("items", number, "materials"),
            _("{item} 要用材料 {key}，却看不到它。").format(item=item.key, key=key),
            _("请把它写进 materials。"),
        )
    for key in sorted(set(item.materials) - must - may):
        yield Finding(
            ("items", number, "materials"),
            _("{item} 不需要材料 {key}。").format(item=item.key, key=key),
            _("请从 materials 里删去：部门只能看到办理所必需的材料。"),
        )


_ALSO = ("duplicate_of", "produced_by")


def _handed_in(kind: str) -> bool:
    return kind in ("keep", "may_follow", "shared", "duplicate_of")
