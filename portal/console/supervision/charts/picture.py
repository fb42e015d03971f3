"""What every chart has: a title, a sentence for who cannot see it, and its figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

WIDTH: Final = 640
HEIGHT: Final = 230
LEFT, RIGHT, TOP, BOTTOM = 36, 12, 18, 26


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` begin with their own heading."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Chart:
    """``name`` ties title and description to the picture: one of a kind on its page."""

    name: str
    title: str
    says: str
    table: Table
    template: str
    shapes: dict[str, Any] = field(default_factory=dict)
    legend: Sequence[tuple[str, str]] = ()
    width: int = WIDTH
    height: int = HEIGHT
    empty: bool = False

    def __html__(self) -> SafeString:
        """Drawn where it stands in a template."""
        context = {"chart": self, **self.shapes}
        return SafeString(render_to_string("console/supervision/charts/figure.html", context))

    def __str__(self) -> str:
        return self.__html__()


def whole(number: float) -> str:
    """A coordinate, short."""
    return f"{number:.1f}".removesuffix(".0")
