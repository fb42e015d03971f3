"""Whom an applicant may choose to make what comes with a result: providers of the place itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from bundles.catalogue.authoring import Definition, WrittenItem
from bundles.catalogue.definition import Item, Version
from bundles.catalogue.findings import Finding
from bundles.catalogue.form import Choice
from bundles.catalogue.localising import place_of
from departments.models import Department, DepartmentKind, Division


def unfit_makers(definition: Definition, division: Division) -> Iterator[Finding]:
    """Items whose maker is chosen in no field, or among choices that are no provider of here."""
    providers = set(
        Department.objects.filter(division=division, kind=DepartmentKind.PROVIDER).values_list(
            "code", flat=True
        )
    )
    for index, written in enumerate(definition.items):
        if written.maker is None:
            continue
        offered = _offered(definition, division, written)
        if not offered or any(choice.provider not in providers for choice in offered):
            yield Finding(
                ("items", index, "maker"),
                _(
                    "{division}的“{field}”没有可选的制作单位，或者其中有的不是本地的服务提供方。"
                ).format(division=division.name, field=written.maker),
                _("请在 divisions 的 choices 里写出它，每一项用 provider 写明服务提供方的编号。"),
            )


def _offered(
    definition: Definition, division: Division, written: WrittenItem
) -> tuple[Choice, ...]:
    block_key, _dot, field_key = (written.maker or "").partition(".")
    for block in definition.blocks:
        field = block.field(field_key) if block.key == block_key else None
        if field is not None:
            here = place_of(definition, division.code).choices
            return here.get(f"{block_key}.{field_key}", field.choices)
    return ()


def chosen_maker(version: Version, item: Item, answers: Mapping[str, Any]) -> str:
    """The code of the provider the applicant has chosen for the item; empty when nobody is.

    Versions published before makers could be chosen name none, and go on without.
    """
    block_key, _dot, field_key = (item.result.maker_chosen_in or "").partition(".")
    block = version.blocks_by_key.get(block_key)
    field = block.field(field_key) if block else None
    said = ((answers.get("blocks") or {}).get(block_key) or {}).get(field_key)
    for choice in field.choices if field else ():
        if choice.key == said:
            return choice.provider or ""
    return ""
