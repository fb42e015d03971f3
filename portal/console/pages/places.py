"""The places of a form that can be found wanting, with the names people know them by."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bundles.catalogue.definition import Block, Version
from bundles.catalogue.plan import Plan


def name_of(version: Version, about: str) -> str:
    """``field:legal_rep.phone`` → 法定代表人：联系电话."""
    kind, _sep, name = about.partition(":")
    if kind == "material":
        material = version.materials_by_key.get(name)
        return str(material.name) if material else _("申请材料")
    block_key, _dot, field_key = name.partition(".")
    block = version.blocks_by_key.get(block_key)
    if block is None:
        return _("申请表")
    row, _dot, rest = field_key.partition(".")
    if row.isdecimal() and block.repeat is not None:
        field = block.field(rest) if rest else None
        name_of_row = f"{block.repeat.row} {int(row) + 1}"
        return f"{name_of_row}：{field.label}" if field else name_of_row
    field = block.field(field_key) if field_key else None
    return f"{block.title}：{field.label}" if field else str(block.title)


def choices(version: Version, planned: Plan) -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything this case can be asked to mend, in groups: materials, then blocks."""
    materials = [(f"material:{one.material.key}", str(one.material.name)) for one in planned.asked]
    groups = [(_("申请材料"), materials)] if materials else []
    return [*groups, *((str(block.title), _of_block(block)) for block in planned.blocks)]


def _of_block(block: Block) -> list[tuple[str, str]]:
    whole = (f"block:{block.key}", _("%(block)s（整页）") % {"block": block.title})
    fields = [(f"field:{block.key}.{field.key}", str(field.label)) for field in block.fields]
    return [whole, *fields]
