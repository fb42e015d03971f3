"""Items come in an order that exists, wait for what is planned, and see what is really there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from bundles.catalogue.authoring import Need
from bundles.catalogue.definition import Item, Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint.walking import Walk
from bundles.catalogue.lint.words import broken

Edge = tuple[Item, Need, Item]


def inspect(walk: Walk) -> Iterator[Finding]:
    yield from _circles(walk)
    for number, item in enumerate(walk.version.items):
        for at, need in enumerate(item.needs):
            yield from _planned(("items", number, "needs", at), item, need, walk)
        for at, shared in enumerate(item.sees):
            yield from _sees(("items", number, "sees", at), item, shared.item, shared.keys, walk)


def before(walk: Walk, item: Item, earlier: str, names: Mapping[str, Any]) -> bool:
    """Whether ``earlier`` is decided whenever ``item`` begins, in this scenario."""
    waiting, seen = [item], {item.key}
    while waiting:
        one = waiting.pop()
        for need in one.needs:
            other = walk.version.item(need.item)
            if need.soft or other.key in seen or not walk.all_hold((need.when, other.when), names):
                continue
            if other.key == earlier:
                return True
            seen.add(other.key)
            waiting.append(other)
    return False


def before_or_soft(walk: Walk, item: Item, earlier: str, names: Mapping[str, Any]) -> bool:
    """Whether its result is there when ``item`` begins, or reaches it later."""
    return before(walk, item, earlier, names) or any(
        need.item == earlier and walk.all_hold((need.when, walk.version.item(earlier).when), names)
        for need in item.needs
    )


def on_the_way(version: Version, item: Item, earlier: str) -> tuple[str, ...]:
    """The conditions that decide whether ``earlier`` comes before ``item``."""
    edges = [edge for edge in _edges(version) if edge[2].key in _reached(version, item.key)]
    edges = [
        (one, need, other) for one, need, other in edges if earlier in _reached(version, other.key)
    ]
    found = {condition for _one, need, other in edges for condition in (need.when, other.when)}
    return tuple(sorted(found))


def _reached(version: Version, key: str) -> frozenset[str]:
    """The item and all that may come before it."""
    found, waiting = {key}, [key]
    while waiting:
        for need in version.item(waiting.pop()).needs:
            if need.item not in found:
                found.add(need.item)
                waiting.append(need.item)
    return frozenset(found)


def _edges(version: Version) -> list[Edge]:
    return [(item, need, version.item(need.item)) for item in version.items for need in item.needs]


def _circles(walk: Walk) -> Iterator[Finding]:
    """Items that wait for each other in some scenario; soft ones are not waited for."""
    version = walk.version
    edges = [
        (one, need, other)
        for one, need, other in _edges(version)
        if not need.soft and one.key in _reached(version, other.key)
    ]
    conditions = {c for one, need, other in edges for c in (one.when, need.when, other.when)}
    for scenario in walk.over(sorted(conditions)) if edges else ():
        if circle := _circle(edges, scenario.names, walk):
            yield broken(
                ("items", _number(version, circle[0]), "needs"),
                _("事项互相等待，谁也开始不了：{circle}。").format(circle=" → ".join(circle)),
                _("请去掉其中一个 needs，或者写成 soft: true。"),
                scenario,
                version,
            )
            return


def _circle(edges: Sequence[Edge], names: Mapping[str, Any], walk: Walk) -> tuple[str, ...]:
    """The keys of items that wait for each other here, closed; empty when there are none."""
    waits: dict[str, list[str]] = {}
    for one, need, other in edges:
        if walk.all_hold((one.when, need.when, other.when), names):
            waits.setdefault(one.key, []).append(other.key)
    path: list[str] = []

    def closed(key: str) -> tuple[str, ...]:
        if key in path:
            return (*path[path.index(key) :], key)
        path.append(key)
        for later in waits.get(key, ()):
            if circle := closed(later):
                return circle
        path.pop()
        return ()

    return next((circle for key in waits if (circle := closed(key))), ())


def _number(version: Version, key: str) -> int:
    return [item.key for item in version.items].index(key)


def _planned(place: tuple[str | int, ...], item: Item, need: Need, walk: Walk) -> Iterator[Finding]:
    """What an item waits for is planned whenever it is."""
    needed = walk.version.item(need.item)
    found = None
    if not need.soft:
        found = walk.first(
            [item.when, need.when, needed.when],
            lambda names: (
                walk.all_hold([item.when, need.when], names) and not walk.holds(needed.when, names)
            ),
        )
    if found is not None:
        yield broken(
            place,
            _("{item}需要 {needed}，但有的情形下不办 {needed}。").format(
                item=item.key, needed=needed.key
            ),
            _("请让两个事项的 when 相配，或者给这一条 needs 写上 when。"),
            found,
            walk.version,
        )


def _sees(
    place: tuple[str | int, ...], item: Item, seen: str, keys: tuple[str, ...], walk: Walk
) -> Iterator[Finding]:
    """Where both are planned, the other's result is there or on its way."""
    version, other = walk.version, walk.version.item(seen)
    found = walk.first(
        [item.when, other.when, *on_the_way(version, item, seen)],
        lambda names: (
            walk.all_hold([item.when, other.when], names)
            and not before_or_soft(walk, item, seen, names)
        ),
    )
    if found is not None:
        yield broken(
            (*place, "item"),
            _("{item}开始时 {seen} 的结果可能还没有。").format(item=item.key, seen=seen),
            _("请把它写进 needs；不必等它的，写 soft: true。"),
            found,
            version,
        )
    produced = other.result.result_schema.get("properties", {})
    for key in keys:
        if key not in produced:
            yield Finding(
                (*place, "keys"),
                _("{seen} 的结果里没有“{key}”。").format(seen=seen, key=key),
                _("可用的有：{keys}。").format(keys="、".join(produced)),
            )
