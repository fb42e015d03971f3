"""Every requirement of every planned item is satisfied exactly once, under every answer."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bundles.catalogue.conditions import holds
from bundles.catalogue.definition import BundleMaterial, Item, RequirementRef, Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint.items import ancestors
from bundles.catalogue.lint.scenarios import scenarios

_HANDED_IN = ("keep", "may_follow")


def inspect(version: Version) -> Iterator[Finding]:
    for number, material in enumerate(version.materials):
        yield from _row(number, material, version)
    for number, item in enumerate(version.items):
        for requirement in item.requirements:
            yield from _once(number, item, requirement, version)
        yield from _seen(number, item, version)


def _row(number: int, material: BundleMaterial, version: Version) -> Iterator[Finding]:
    """The row is somebody's requirement, and its rule can be kept."""
    for key in material.items:
        item = version.items_by_key.get(key)
        if item is not None and material.rule.kind != "abolished":
            yield from _wanted(number, material, item, version)
    if material.rule.of is not None:
        yield from _duplicate(number, material, version.material(material.rule.of), version)


def _wanted(
    number: int, material: BundleMaterial, item: Item, version: Version
) -> Iterator[Finding]:
    if all(requirement.code != material.code for requirement in item.requirements):
        yield Finding(
            ("materials", number, "items"),
            _("{item} 并不要求“{name}”。").format(item=item.key, name=material.name),
            _("请从 items 里删去这个事项。"),
        )
    rule = material.rule
    if rule.by is not None and rule.by not in ancestors(version, item):
        yield Finding(
            ("materials", number, "rule", "by"),
            _("{item} 开始时 {by} 还没有办好，拿不到它的结果。").format(item=item.key, by=rule.by),
            _("请让 {item} 的 needs 包含 {by}。").format(item=item.key, by=rule.by),
        )
    if rule.by is not None and all(shared.item != rule.by for shared in item.sees):
        yield Finding(
            ("materials", number, "rule", "by"),
            _("{item} 用 {by} 的结果代替材料，却看不到这个结果。").format(
                item=item.key, by=rule.by
            ),
            _("请在 {item} 的 sees 里写明它看哪几项。").format(item=item.key),
        )
    if rule.into is not None and all(path.split(".")[0] != rule.into for path in item.fields):
        yield Finding(
            ("materials", number, "rule", "into"),
            _("{item} 的表单并入了“{into}”，却看不到这一块。").format(
                item=item.key, into=rule.into
            ),
            _("请把它写进 {item} 的 fields。").format(item=item.key),
        )


def _duplicate(
    number: int, material: BundleMaterial, original: BundleMaterial, version: Version
) -> Iterator[Finding]:
    place = ("materials", number, "rule", "of")
    if original.rule.kind not in _HANDED_IN:
        yield Finding(
            place,
            _("{of} 自己也不用提交，不能代替 {key}。").format(of=original.key, key=material.key),
            _("请指向真正要提交的那一份。"),
        )
        return
    holders = [version.item(key) for key in original.items]
    takers = [version.item(key) for key in material.items]
    conditions = [material.when, original.when, *(item.when for item in (*holders, *takers))]
    for names in scenarios(version, conditions):
        needed = holds(material.when, names) and any(holds(one.when, names) for one in takers)
        there = holds(original.when, names) and any(holds(one.when, names) for one in holders)
        if needed and not there:
            yield Finding(
                place,
                _("有的情形下要 {key}，却没有人提交 {of}。").format(
                    key=material.key, of=original.key
                ),
                _("请让两者的 when 相配。"),
            )
            return


def _once(
    number: int, item: Item, requirement: RequirementRef, version: Version
) -> Iterator[Finding]:
    rows = [
        row for row in version.materials if row.code == requirement.code and item.key in row.items
    ]
    least = 1 if requirement.necessity == "required" else 0
    for names in scenarios(version, [item.when, *(row.when for row in rows)]):
        if not holds(item.when, names):
            continue
        kept = [row.key for row in rows if holds(row.when, names)]
        if not least <= len(kept) <= 1:
            yield Finding(
                ("items", number, "key"),
                _("{item} 要求的“{name}”在有的情形下满足了 {count} 次（{keys}）。").format(
                    item=item.key, name=requirement.name, count=len(kept), keys="、".join(kept)
                ),
                _("材料清单里应当恰好有一行满足它。"),
            )
            return
    if not rows:
        yield Finding(
            ("items", number, "key"),
            _("{item} 可能要求的“{name}”没有列在材料清单里。").format(
                item=item.key, name=requirement.name
            ),
            _("请补上一行。"),
        )


def _seen(number: int, item: Item, version: Version) -> Iterator[Finding]:
    """An item sees exactly the documents that are handed in for it."""
    handed = {
        row.rule.of or row.key
        for row in version.materials
        if item.key in row.items and (row.rule.of is not None or row.rule.kind in _HANDED_IN)
    }
    for key in sorted(handed - set(item.materials)):
        yield Finding(
            ("items", number, "materials"),
            _("{item} 要用材料 {key}，却看不到它。").format(item=item.key, key=key),
            _("请把它写进 materials。"),
        )
    for key in sorted(set(item.materials) - handed):
        yield Finding(
            ("items", number, "materials"),
            _("{item} 不需要材料 {key}。").format(item=item.key, key=key),
            _("请从 materials 里删去：部门只能看到办理所必需的材料。"),
        )
