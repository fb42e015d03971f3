"""One written document laid over another, every line knowing where it came from. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from departments.documents import Document, plain

Place = tuple[str | int, ...]
Origins = Mapping[Place, tuple[Document[Any], Place]]

KEYED: Mapping[str, str] = {
    "questions": "key",
    "blocks": "key",
    "chapters": "key",
    "materials": "key",
    "items": "key",
    "consents": "key",
    "signatories": "key",
    "papers": "key",
    "divisions": "code",
    "steps": "item",
}
"""Lists that are merged entry by entry, and what an entry is known by."""
NESTED = frozenset({"values", "before"})
"""What is merged name by name; all else of the upper document takes the place of the lower's."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A merged source, and for what did not come from the topmost document, who wrote it where."""

    source: Any
    origins: Origins = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document[Any]) -> Laid:
        return cls(document.source, {(): (document, ())})

    def origin(self, place: Place) -> tuple[Document[Any] | None, Place]:
        """The document that says what stands at ``place``, and its own place for it."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.origins:
                document, own = self.origins[place[:length]]
                return document, (*own, *place[length:])
        return None, place

    def plain(self) -> Any:
        return plain(self.source)

    def under(self, *place: str | int) -> Laid:
        """The part standing at ``place``, with the origins of everything in it."""
        source = self.source
        for step in place:
            source = source[step]
        document, own = self.origin(place)
        inner = {
            key[len(place) :]: origin
            for key, origin in self.origins.items()
            if key[: len(place)] == place and len(key) > len(place)
        }
        return Laid(source, {**inner, **({(): (document, own)} if document else {})})


def lay(
    lower: Laid,
    upper: Laid | Document[Any],
    *,
    without: Mapping[str, Collection[str]] | None = None,
) -> Laid:
    """``upper`` over ``lower``. Lists of ``KEYED`` entries: the same key takes the lower's place, a
    new one stands after the one written before it, else at the end; a bare key leaves the lower
    entry as it is and says only where the next one goes. ``without`` drops entries of ``lower``.
    """
    above = upper if isinstance(upper, Laid) else Laid.of(upper)
    return _mappings(lower, above, without or {})


def entries(source: Any, name: str) -> set[str]:
    """What the entries of one of its lists are known by."""
    listed = source.get(name)
    found = _keys(listed, KEYED[name]) if isinstance(listed, list) else []
    return {key for key in found if key is not None}


def _mappings(lower: Laid, upper: Laid, without: Mapping[str, Collection[str]]) -> Laid:
    if not (isinstance(lower.source, dict) and isinstance(upper.source, dict)):
        return upper
    source: dict[str, Any] = {}
    origins: dict[Place, tuple[Document[Any], Place]] = dict(_root(upper))
    for name in [*lower.source, *(name for name in upper.source if name not in lower.source)]:
        merged = _named(name, lower, upper, without.get(name, ()))
        source[name] = merged.source
        origins |= {(name, *place): origin for place, origin in merged.origins.items()}
    return Laid(source, origins)


def _named(name: str, lower: Laid, upper: Laid, dropped: Collection[str]) -> Laid:
    if name not in upper.source and not dropped:
        return lower.under(name)
    if name not in lower.source:
        return upper.under(name)
    below = lower.under(name)
    above = upper.under(name) if name in upper.source else Laid([])
    if name in KEYED and isinstance(below.source, list) and isinstance(above.source, list):
        return _lists(KEYED[name], below, above, dropped)
    return _mappings(below, above, {}) if name in NESTED else above


def _lists(known_by: str, lower: Laid, upper: Laid, dropped: Collection[str]) -> Laid:
    entries = [
        (key, lower.under(at))
        for at, key in enumerate(_keys(lower.source, known_by))
        if key not in dropped
    ]
    after: int | None = None
    for at, key in enumerate(_keys(upper.source, known_by)):
        here = next((n for n, (known, _laid) in enumerate(entries) if known == key), None)
        if key is None or here is None:
            here = len(entries) if after is None else after + 1
            entries.insert(here, (key, upper.under(at)))
        elif set(upper.source[at]) != {known_by}:
            entries[here] = (key, upper.under(at))
        after = here
    origins = {
        (at, *place): origin
        for at, (_key, laid) in enumerate(entries)
        for place, origin in laid.origins.items()
    }
    return Laid([laid.source for _key, laid in entries], {**_root(upper), **origins})


def _keys(entries: Sequence[Any], known_by: str) -> list[str | None]:
    return [
        str(entry[known_by]) if isinstance(entry, dict) and known_by in entry else None
        for entry in entries
    ]


def _root(laid: Laid) -> Origins:
    return {(): laid.origins[()]} if () in laid.origins else {}
