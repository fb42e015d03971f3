"""What a document may name that rooms above the catalogue provide: paper templates, registers.

They say so themselves when the application starts; the catalogue knows no room above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_templates: set[str] = set()
_registers: dict[str, frozenset[str]] = {}


def know_templates(names: Iterable[str]) -> None:
    """Results can be printed by these names."""
    _templates.update(names)


def know_registers(parameters: Mapping[str, Iterable[str]]) -> None:
    """These registers can be asked, each by the parameters of its subject."""
    _registers.update({key: frozenset(names) for key, names in parameters.items()})


def templates() -> frozenset[str]:
    return frozenset(_templates)


def registers() -> Mapping[str, frozenset[str]]:
    return dict(_registers)
