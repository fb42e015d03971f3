"""Items come in an order that exists, promise what the law allows, and see no more than they may.

Every question and field must serve somebody: what nobody needs is not asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from django.utils.translation import gettext as _

from bundles.catalogue.answers import declares
from bundles.catalogue.conditions import holds, members, variables
from bundles.catalogue.definition import Item, Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.lint.conditions import stated
from bundles.catalogue.lint.scenarios import scenarios
from departments.limits import DayKind, Limit

_LONGEST_BREAK = 9
"""Days off in a row at the most: the Spring Festival with its weekends."""


def inspect(version: Version) -> Iterator[Finding]:
    if circle := _circle(version):
        yield Finding(
            ("items",),
            _("事项互相等待，谁也开始不了：{circle}。").format(circle=" → ".join(circle)),
            _("请去掉其中一个 needs。"),
        )
        return
    for number, item in enumerate(version.items):
        yield from _item(number, item, version)
    yield from _unused(version)
    yield from _before(version)


def ancestors(version: Version, item: Item) -> frozenset[str]:
    """All items whose results are there when this one begins."""
    found: set[str] = set()
    waiting = list(item.may_wait_for)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(version.item(key).may_wait_for)
    return frozenset(found)


def over_the_law(promised: Limit, legal: Limit) -> bool:
    """Whether a promise may end after the legal limit, holidays at their worst."""
    if promised.day_kind == legal.day_kind or promised.day_kind is DayKind.CALENDAR:
        return promised.amount > legal.amount
    if promised.on_the_spot:
        return False
    days = ceil(promised.amount)
    return days + 2 * ceil(days / 5) + _LONGEST_BREAK > legal.amount


def _item(number: int, item: Item, version: Version) -> Iterator[Finding]:
    if over_the_law(item.promised, item.legal):
        yield Finding(
            ("items", number, "key"),
            _("{item}承诺{promised}，超过了法定的{legal}。").format(
                item=item.name, promised=item.promised, legal=item.legal
            ),
            _("请在部门目录里把承诺时限改到法定时限以内。"),
        )
    for needed in item.may_wait_for:
        if not _always_together(version, item, version.item(needed)):
            yield Finding(
                ("items", number, "needs"),
                _("{item}需要 {needed}，但有的情形下不办 {needed}。").format(
                    item=item.key, needed=needed
                ),
                _("请让两个事项的 when 相配。"),
            )
    for at, shared in enumerate(item.sees):
        yield from _sees(("items", number, "sees", at), item, shared.item, shared.keys, version)


def _sees(
    place: tuple[str | int, ...], item: Item, seen: str, keys: tuple[str, ...], version: Version
) -> Iterator[Finding]:
    if seen not in ancestors(version, item):
        yield Finding(
            (*place, "item"),
            _("{item}开始时 {seen} 的结果可能还没有。").format(item=item.key, seen=seen),
            _("请把它写进 needs。"),
        )
    produced = version.item(seen).result.result_schema.get("properties", {})
    for key in keys:
        if key not in produced:
            yield Finding(
                (*place, "keys"),
                _("{seen} 的结果里没有“{key}”。").format(seen=seen, key=key),
                _("可用的有：{keys}。").format(keys="、".join(produced)),
            )


def _always_together(version: Version, item: Item, needed: Item) -> bool:
    return all(
        holds(needed.when, names)
        for names in scenarios(version, [item.when, needed.when])
        if holds(item.when, names)
    )


def _circle(version: Version) -> tuple[str, ...]:
    """The keys of items that wait for each other, closed; empty when there are none."""
    done: set[str] = set()
    path: list[str] = []

    def walk(key: str) -> tuple[str, ...]:
        if key in path:
            return (*path[path.index(key) :], key)
        if key in done:
            return ()
        path.append(key)
        for needed in version.item(key).may_wait_for:
            if circle := walk(needed):
                return circle
        path.pop()
        done.add(key)
        return ()

    return next((circle for item in version.items if (circle := walk(item.key))), ())


def _unused(version: Version) -> Iterator[Finding]:
    named = {name for one in stated(version) for name in variables(one.expression)}
    named |= {
        question.key
        for question in version.questions
        if any(declares(item.fields, QUESTIONS, question.key) for item in version.items)
    }
    for number, question in enumerate(version.questions):
        if question.key not in named:
            yield Finding(
                ("questions", number),
                _("问题“{key}”不影响任何内容。").format(key=question.key),
                _("请删去，或者让条件或事项用到它。"),
            )
    for number, block in enumerate(version.blocks):
        for at, field in enumerate(block.fields):
            if block.for_hall or any(
                declares(item.fields, block.key, field.key) for item in version.items
            ):
                continue
            yield Finding(
                ("blocks", number, "fields", at),
                _("没有事项需要“{key}”。").format(key=f"{block.key}.{field.key}"),
                _("请删去，或者写进需要它的事项的 fields。"),
            )
    local = {name for one in stated(version) for name in members(one.expression, "local")}
    for key in version.values:
        if key not in local:
            yield Finding(
                ("values", key), _("本地数值“{key}”没有用到。").format(key=key), _("请删去。")
            )


def _before(version: Version) -> Iterator[Finding]:
    steps = [step.item for step in version.before.steps]
    for number, item in enumerate(version.items):
        if steps.count(item.key) != 1:
            yield Finding(
                ("items", number, "key"),
                _("合并前的步骤里 {item} 应当恰好出现一次。").format(item=item.key),
                _("请在 before.steps 里补上或删去。"),
            )
    for number, step in enumerate(version.before.steps):
        historical = step.item not in version.items_by_key
        if historical and (step.department is None or step.fields is None):
            yield Finding(
                ("before", "steps", number),
                _("{item} 已经不在这件事里，要写明当时的部门和填写项数。").format(item=step.item),
                _("请补上 department 和 fields。"),
            )
