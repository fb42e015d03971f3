"""Who signs can be found in the form, by fields of the right kind, and knows what they sign."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bundles.catalogue.definition import Block, Signatory, Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.form import QUESTIONS

Place = tuple[str | int, ...]
KINDS = {"name": "text", "id_number": "resident_id", "phone": "phone", "on_behalf_of": "text"}


def inspect(version: Version) -> Iterator[Finding]:
    seen: set[str] = set()
    known = _coverable(version)
    for number, signatory in enumerate(version.signatories):
        place: Place = ("signatories", number)
        if signatory.key in seen:
            yield Finding(
                (*place, "key"),
                _("“{key}”用了两次。").format(key=signatory.key),
                _("请换一个没有用过的名称。"),
            )
        seen.add(signatory.key)
        block = version.blocks_by_key.get(signatory.block)
        if block is None:
            yield _nowhere((*place, "block"), signatory.block)
        else:
            yield from _fields(place, signatory, block)
            yield from _where(place, signatory, block)
        for name in signatory.covers:
            if name not in known:
                yield _nowhere((*place, "covers"), name)


def _fields(place: Place, signatory: Signatory, block: Block) -> Iterator[Finding]:
    for part, kind in KINDS.items():
        key = getattr(signatory, part)
        if key is None:
            continue
        field = block.field(key)
        if field is None:
            yield _nowhere((*place, part), f"{block.key}.{key}")
        elif field.type != kind:
            yield Finding(
                (*place, part),
                _("“{name}”的类型是 {found}，这里要 {kind}。").format(
                    name=f"{block.key}.{key}", found=field.type, kind=kind
                ),
                _("请换一个这种类型的字段。"),
            )


def _where(place: Place, signatory: Signatory, block: Block) -> Iterator[Finding]:
    for key, choice in signatory.where.items():
        field = block.field(key)
        if field is None or choice not in {one.key for one in field.choices}:
            yield _nowhere((*place, "where", key), f"{block.key}.{key}: {choice}")


def _coverable(version: Version) -> set[str]:
    known = {f"{QUESTIONS}.{question.key}" for question in version.questions}
    known |= version.materials_by_key.keys()
    for block in version.blocks:
        known.add(block.key)
        known |= {f"{block.key}.{field.key}" for field in block.fields}
    return known


def _nowhere(place: Place, name: str) -> Finding:
    return Finding(
        place,
        _("签字人这里提到的“{name}”在表单里不存在。").format(name=name),
        _("请改正名称，或者先写出它。"),
    )
