"""What is fetched from a register: the register is known, and what it is asked by is filled in."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bundles.catalogue import vocabulary
from bundles.catalogue.conditions import ALWAYS, members
from bundles.catalogue.definition import BundleMaterial, Field, Rule, Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.lint.rows import asking, deciding, rules_of
from bundles.catalogue.lint.stated import Place
from bundles.catalogue.lint.walking import Walk
from bundles.catalogue.lint.words import broken


def names(version: Version) -> Iterator[Finding]:
    """Registers, parameters and fields that do not exist."""
    for number, material in enumerate(version.materials):
        for place, _at, rule in rules_of(number, material):
            if rule.registry is not None:
                yield from _register(place, rule)
            for parameter, path in (rule.subject or {}).items():
                yield from _path((*place, "subject", parameter), path, version)


def inspect(number: int, material: BundleMaterial, walk: Walk) -> Iterator[Finding]:
    """In every scenario that fetches, the fields it is asked by are there.

    What the applicant leaves empty is not looked up: then the paper is asked for.
    """
    for place, at, rule in rules_of(number, material):
        for parameter, path in (rule.subject or {}).items():
            where = (*place, "subject", parameter)
            yield from _filled(where, path, material, at, walk)


def _register(place: Place, rule: Rule) -> Iterator[Finding]:
    known = vocabulary.registers()
    if not known or rule.registry is None:
        return
    if rule.registry not in known:
        yield Finding(
            (*place, "register"),
            _("没有“{name}”这个共享数据源。").format(name=rule.registry),
            _("可用的有：{names}。").format(names="、".join(sorted(known))),
        )
        return
    wanted, said = known[rule.registry], set(rule.subject or {})
    if said != wanted:
        yield Finding(
            (*place, "subject"),
            _("查询“{name}”要写明：{wanted}。").format(
                name=rule.registry, wanted="、".join(sorted(wanted))
            ),
            _("请让 subject 恰好写这几项，每项指向表单里的一个字段。"),
        )


def _path(place: Place, path: str, version: Version) -> Iterator[Finding]:
    if _field(path, version) is None:
        yield Finding(
            place,
            _("“{path}”不是表单里只填一次的字段。").format(path=path),
            _("请写成 block.field，指向不重复的块里的字段。"),
        )


def _filled(
    place: Place, path: str, material: BundleMaterial, at: int, walk: Walk
) -> Iterator[Finding]:
    block, field = walk.version.block(path.split(".", maxsplit=1)[0]), _field(path, walk.version)
    if field is None:
        return
    for item in asking(walk, material):
        under = (*deciding(material, at), item.when)
        shown = (block.when, ALWAYS if members(field.when, "row") else field.when)
        found = walk.first(
            [*under, *shown],
            lambda names: walk.all_hold(under, names) and not walk.all_hold(shown, names),  # noqa: B023
        )
        if found is not None:
            yield broken(
                place,
                _("查询{name}要用“{label}”，可是那时不填它。").format(
                    name=material.name, label=field.label
                ),
                _("请让它们的 when 相配。"),
                found,
                walk.version,
            )
            return


def _field(path: str, version: Version) -> Field | None:
    key, _dot, name = path.partition(".")
    block = version.blocks_by_key.get(key)
    if block is None or block.repeat is not None:
        return None
    return block.field(name)
