"""Events of life and everyday words, as their author writes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field as Declared

from departments.documents import Strict, Text, read

FILE = Path(__file__).parents[1] / "library" / "finding" / "finding.yaml"


class LifeEvent(Strict):
    """Something that happens in the life of a person or a business; what it calls for."""

    key: Annotated[str, Declared(pattern=r"^[a-z][a-z-]{1,39}$")]
    lifecycle: Literal["person", "business"]
    name: Text
    summary: Text
    bundles: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


class Words(Strict):
    """What people say instead of the official name."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class AlsoCalled(Strict):
    bundles: Mapping[str, Words] = Declared(default_factory=dict)
    items: Mapping[str, Words] = Declared(default_factory=dict)


class Finding(Strict):
    events: tuple[LifeEvent, ...] = ()
    also_called: AlsoCalled = AlsoCalled()

    def events_of(self, kind: Literal["bundles", "items"], key: str) -> list[str]:
        return [event.key for event in self.events if key in getattr(event, kind)]


@lru_cache(maxsize=1)
def finding() -> Finding:
    """The document, read once per process. Raises ``LibraryErrors`` when it is faulty."""
    return read(FILE, Finding)


def life_event(key: str) -> LifeEvent | None:
    return next((event for event in finding().events if event.key == key), None)
