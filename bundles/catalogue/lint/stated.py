"""Every condition of a document, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bundles.catalogue.definition import Block, BundleMaterial, Item, Version

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A condition where it stands; ``row`` is the block whose fields it may look at.

    ``under`` are the conditions it stands under: it is looked at only where these hold.
    """

    place: Place
    expression: str
    block: Block | None = None
    rule: bool = False
    earlier: frozenset[str] | None = None
    """The fields of the row, or the questions, that come before it and may be named."""

    under: tuple[str, ...] = ()


def stated(version: Version) -> Iterator[Stated]:
    """Every condition of the document."""
    before: list[str] = []
    for number, question in enumerate(version.questions):
        yield Stated(("questions", number, "when"), question.when, earlier=frozenset(before))
        before.append(question.key)
    for number, block in enumerate(version.blocks):
        yield from _of_block(("blocks", number), block)
    for number, material in enumerate(version.materials):
        yield Stated(("materials", number, "when"), material.when)
        yield from _of_rules(number, material)
    for number, item in enumerate(version.items):
        yield from _of_item(("items", number), item)
    for number, letter in enumerate(version.papers):
        yield Stated(("papers", number, "when"), letter.when)
    for number, consent in enumerate(version.consents):
        yield Stated(("consents", number, "when"), consent.when)


def rule_place(number: int, material: BundleMaterial, index: int) -> Place:
    """Where the author wrote the rule: a single one stands alone."""
    if len(material.rules) == 1:
        return ("materials", number, "rule")
    return ("materials", number, "rules", index)


def passed_over(material: BundleMaterial, index: int) -> tuple[str, ...]:
    """The rules that were tried before this one."""
    return tuple(f"!({rule.when})" for rule in material.rules[:index])


def _of_block(place: Place, block: Block) -> Iterator[Stated]:
    yield Stated((*place, "when"), block.when)
    fields: list[str] = []
    for at, field in enumerate(block.fields):
        where, before = (*place, "fields", at, "when"), frozenset(fields)
        yield Stated(where, field.when, block, earlier=before, under=(block.when,))
        fields.append(field.key)
    for at, rule in enumerate(block.rules):
        yield Stated((*place, "rules", at, "rule"), rule.rule, block, rule=True)


def _of_rules(number: int, material: BundleMaterial) -> Iterator[Stated]:
    for at, rule in enumerate(material.rules):
        place = (*rule_place(number, material, at), "when")
        yield Stated(place, rule.when, under=(material.when, *passed_over(material, at)))


def _of_item(place: Place, item: Item) -> Iterator[Stated]:
    yield Stated((*place, "when"), item.when)
    for at, need in enumerate(item.needs):
        yield Stated((*place, "needs", at, "when"), need.when, under=(item.when,))
    if item.commitment is not None:
        yield Stated((*place, "commitment", "when"), item.commitment.when, under=(item.when,))
