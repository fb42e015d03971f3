"""The registers a bundle's document may name, and by what each is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

KINDS: Final[Mapping[str, frozenset[str]]] = {
    "real_estate": frozenset({"title_number"}),
    "construction": frozenset({"title_number"}),
    "identity": frozenset({"name", "id_number"}),
}
