"""One block of the desk: every room says for itself what waits there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """What waits, drawn by ``template`` from ``context``; ``count`` is all of it.

    ``more`` is the address of the whole list, ``urgent`` says that somebody is standing there or
    that time has run out. A ``count`` past ``MOST`` is drawn as ``99+``: count no further
    (``counting.at_most``). A ``narrow`` block, a line or two, stands at the top beside
    the figures, without its title.
    """

    key: str
    title: str
    count: int
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    more: str = ""
    urgent: bool = False
    narrow: bool = False
