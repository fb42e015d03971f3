"""By commitment only where it is open: never to those who broke a promise before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from bundles.catalogue.definition import BundleMaterial
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint.stated import Place, passed_over, rule_place
from bundles.catalogue.lint.walking import Walk
from bundles.catalogue.lint.words import broken
from bundles.catalogue.scenario import BARRED

PROMISES = "commitment_letter"


def inspect(walk: Walk) -> Iterator[Finding]:
    version = walk.version
    for number, item in enumerate(version.items):
        if item.commitment is not None:
            place: Place = ("items", number, "commitment", "when")
            yield from _closed(place, item.name.zh, [item.when, item.commitment.when], walk)
    for number, material in enumerate(version.materials):
        for at, rule in enumerate(material.rules):
            if rule.kind == "commitment":
                yield from _promised(number, material, at, walk)
    for number, letter in enumerate(version.papers):
        if letter.kind == PROMISES:
            yield from _closed(("papers", number, "when"), letter.title.zh, [letter.when], walk)


def _promised(number: int, material: BundleMaterial, at: int, walk: Walk) -> Iterator[Finding]:
    place, rule = rule_place(number, material, at), material.rules[at]
    under = [material.when, *passed_over(material, at), rule.when]
    for key in walk.living(material):
        conditions = [*under, walk.version.item(key).when]
        if found := list(_closed(place, material.name.zh, conditions, walk)):
            yield from found
            return


def _closed(place: Place, name: str, conditions: Sequence[str], walk: Walk) -> Iterator[Finding]:
    found = walk.first(
        [*conditions, BARRED],
        lambda names: names[BARRED] and walk.all_hold(conditions, names),
    )
    if found is not None:
        yield broken(
            place,
            _("“{name}”对失信申请人也适用告知承诺。").format(name=name),
            _("请在条件里加上 && !barred，另写一条通常的办法。"),
            found,
            walk.version,
        )
