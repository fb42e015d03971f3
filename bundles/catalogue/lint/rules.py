"""What a row leans on is there: the original handed in, the other item before, the block shown."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bundles.catalogue.definition import BundleMaterial, Item, Rule
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint.order import before, before_or_soft, on_the_way
from bundles.catalogue.lint.rows import Names, asking, chosen, conditions, deciding, rules_of
from bundles.catalogue.lint.stated import Place
from bundles.catalogue.lint.walking import Walk
from bundles.catalogue.lint.words import broken

THERE = ("keep", "may_follow", "shared")
"""Rules under which the original of a duplicate is handed in, or fetched once for both."""


def inspect(number: int, material: BundleMaterial, walk: Walk) -> Iterator[Finding]:
    for place, at, rule in rules_of(number, material):
        for item in asking(walk, material):
            if rule.of is not None:
                yield from _duplicate((*place, "of"), material, at, item, walk)
            if rule.by is not None:
                yield from _produced((*place, "by"), material, at, item, walk)
            if rule.into is not None:
                yield from _merged((*place, "into"), material, at, item, walk)


def _duplicate(
    place: Place, material: BundleMaterial, at: int, item: Item, walk: Walk
) -> Iterator[Finding]:
    original = walk.version.material(material.rules[at].of or "")
    under = (*deciding(material, at), item.when)
    holders = list(asking(walk, original))

    def there(names: Names) -> bool:
        return (
            walk.holds(original.when, names)
            and any(walk.holds(one.when, names) for one in holders)
            and chosen(walk, original, names).kind in THERE
        )

    found = walk.first(
        [*under, *conditions(original), *(one.when for one in holders)],
        lambda names: walk.all_hold(under, names) and not there(names),
    )
    if found is not None:
        yield broken(
            place,
            _("{item} 要 {key}，却没有人提交 {of}“{name}”。").format(
                item=item.key, key=material.key, of=original.key, name=original.name
            ),
            _("请指向真正要提交的那一份，并让两者的 when 和规则相配。"),
            found,
            walk.version,
        )


def _produced(
    place: Place, material: BundleMaterial, at: int, item: Item, walk: Walk
) -> Iterator[Finding]:
    rule = material.rules[at]
    maker = walk.version.item(rule.by or "")
    under = (*deciding(material, at), item.when)
    found = walk.first(
        [*under, maker.when, *on_the_way(walk.version, item, maker.key)],
        lambda names: (
            walk.all_hold(under, names) and not _arrives(walk, item, maker.key, rule, names)
        ),
    )
    if found is not None:
        yield broken(
            place,
            _("{item} 开始时 {by} 还没有办好，拿不到它的结果。").format(
                item=item.key, by=maker.key
            ),
            _("请让 {item} 的 needs 包含 {by}；可以后补的，写 soft: true 和 within。").format(
                item=item.key, by=maker.key
            ),
            found,
            walk.version,
        )
    if all(shared.item != maker.key for shared in item.sees):
        yield Finding(
            place,
            _("{item} 用 {by} 的结果代替材料，却看不到这个结果。").format(
                item=item.key, by=maker.key
            ),
            _("请在 {item} 的 sees 里写明它看哪几项。").format(item=item.key),
        )


def _arrives(walk: Walk, item: Item, maker: str, rule: Rule, names: Names) -> bool:
    if not walk.holds(walk.version.item(maker).when, names):
        return False
    reaches = before if rule.within is None else before_or_soft
    return reaches(walk, item, maker, names)


def _merged(
    place: Place, material: BundleMaterial, at: int, item: Item, walk: Walk
) -> Iterator[Finding]:
    block = walk.version.block(material.rules[at].into or "")
    under = (*deciding(material, at), item.when)
    found = walk.first(
        [*under, block.when],
        lambda names: walk.all_hold(under, names) and not walk.holds(block.when, names),
    )
    if found is not None:
        yield broken(
            place,
            _("{key} 并入了“{block}”，可是那时表单里没有这一块。").format(
                key=material.key, block=block.title
            ),
            _("请让两者的 when 相配。"),
            found,
            walk.version,
        )
    if all(path.split(".")[0] != block.key for path in item.fields):
        yield Finding(
            place,
            _("{item} 的表单并入了“{into}”，却看不到这一块。").format(
                item=item.key, into=block.key
            ),
            _("请把它写进 {item} 的 fields。").format(item=item.key),
        )
