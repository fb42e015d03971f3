"""Which items a scenario has, and which of them wait for which. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from bundles.catalogue.conditions import holds
from bundles.catalogue.definition import Item, Version
from bundles.catalogue.scenario import Names


def chosen(
    version: Version, names: Names, without: Set[str] = frozenset()
) -> tuple[tuple[Item, ...], Mapping[str, tuple[str, ...]]]:
    """The items of a scenario, in order, and what each of them waits for."""
    items = [item for item in version.items if item.key not in without and holds(item.when, names)]
    after = {item.key: waited_for(item, names, {one.key for one in items}) for item in items}
    return in_order(items, after), after


def waited_for(item: Item, names: Names, planned: Set[str]) -> tuple[str, ...]:
    """The planned items without whose results this one does not begin."""
    return tuple(
        need.item
        for need in item.needs
        if not need.soft and need.item in planned and holds(need.when, names)
    )


def in_order(items: Sequence[Item], after: Mapping[str, Sequence[str]]) -> tuple[Item, ...]:
    """Each after all it waits for, otherwise as written."""
    stage = stages(items, after)
    return tuple(sorted(items, key=lambda item: stage[item.key]))


def stages(items: Sequence[Item], after: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many items stand one behind the other before each; 0 for what begins at once."""
    found: dict[str, int] = {}

    def stage(key: str) -> int:
        if key not in found:
            found[key] = 1 + max((stage(earlier) for earlier in after[key]), default=-1)
        return found[key]

    for item in items:
        stage(item.key)
    return found
