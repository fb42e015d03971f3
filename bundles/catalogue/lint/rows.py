"""One row of the list of materials in one scenario: does it apply, and which of its rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bundles.catalogue.definition import BundleMaterial, Item, Rule
from bundles.catalogue.lint.stated import Place, passed_over, rule_place
from bundles.catalogue.lint.walking import Walk

Names = Mapping[str, Any]


def asking(walk: Walk, material: BundleMaterial) -> Iterator[Item]:
    """The items that ask for it and still exist."""
    return (walk.version.item(key) for key in walk.living(material))


def conditions(material: BundleMaterial) -> tuple[str, ...]:
    """All that decides whether the row applies, and how."""
    return (material.when, *(rule.when for rule in material.rules))


def deciding(material: BundleMaterial, at: int) -> tuple[str, ...]:
    """What all must hold for the row to follow this one of its rules."""
    return (material.when, *passed_over(material, at), material.rules[at].when)


def chosen(walk: Walk, material: BundleMaterial, names: Names) -> Rule:
    """The first of its rules that holds; the last holds always."""
    return next(rule for rule in material.rules if walk.holds(rule.when, names))


def rules_of(version_number: int, material: BundleMaterial) -> Iterator[tuple[Place, int, Rule]]:
    for at, rule in enumerate(material.rules):
        yield rule_place(version_number, material, at), at, rule
