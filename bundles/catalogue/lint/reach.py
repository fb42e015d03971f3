"""Nothing is written in vain: each row, rule and letter has answers that lead to it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bundles.catalogue.definition import BundleMaterial
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint.rows import asking, deciding, rules_of
from bundles.catalogue.lint.stated import Place
from bundles.catalogue.lint.walking import Walk


def inspect(walk: Walk) -> Iterator[Finding]:
    for number, material in enumerate(walk.version.materials):
        yield from _asked_for(number, material, walk)
        yield from _rules(number, material, walk)
    for number, letter in enumerate(walk.version.papers):
        place: Place = ("papers", number)
        items = [walk.version.item(key).when for key in letter.items]
        if not any(walk.reachable(place, [letter.when, when]) for when in items):
            yield _never(place, _("文书“{name}”永远用不到。").format(name=letter.title))


def _asked_for(number: int, material: BundleMaterial, walk: Walk) -> Iterator[Finding]:
    for item in asking(walk, material):
        place: Place = ("materials", number, "items")
        if not walk.reachable(place, [material.when, item.when]):
            problem = _("办理 {item} 的任何情形都用不到 {key}“{name}”。").format(
                item=item.key, key=material.key, name=material.name
            )
            yield _never(place, problem)


def _rules(number: int, material: BundleMaterial, walk: Walk) -> Iterator[Finding]:
    items = [item.when for item in asking(walk, material)]
    for place, at, rule in rules_of(number, material):
        under = deciding(material, at)
        if items and not any(walk.reachable(place, [*under, when]) for when in items):
            problem = _("{key} 的第 {nth} 条规则（{kind}）永远轮不到。").format(
                key=material.key, nth=at + 1, kind=rule.kind
            )
            yield _never(place, problem)


def _never(place: Place, problem: str) -> Finding:
    return Finding(place, problem, _("请改正 when，或者删去。"))
