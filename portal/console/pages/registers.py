"""Registers by the names citizens and officials know them by."""

from __future__ import annotations

from bundles.casework.models import RegisterCall
from bundles.catalogue import versions


def register_name(call: RegisterCall) -> str:
    """As the bundle says whom it shares from."""
    return source_of(call.version_id, call.material_key, call.register)


def source_of(version_id: int, material_key: str, register: str) -> str:
    """Falls back to the register's key for a document that does not name it."""
    material = versions.version(version_id).materials_by_key.get(material_key)
    rules = material.rules if material else ()
    sources = (rule.source for rule in rules if rule.registry == register)
    return str(next((one for one in sources if one is not None), register))


def purpose_of(call: RegisterCall) -> str:
    """``不动产权证：个体工商户设立登记、招牌设置``."""
    frozen = versions.version(call.version_id)
    items = "、".join(str(frozen.item(key).name) for key in call.items)
    return f"{frozen.material(call.material_key).name}：{items}"
