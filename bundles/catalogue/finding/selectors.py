"""What is found for what was typed, in a place or anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Length

from bundles.catalogue.finding.words import HAN, LONGEST, exact_query, near_queries
from bundles.catalogue.models import EntryKind, SearchEntry
from departments import places
from departments.places import Place

PAGE = 20
COUNTED = 1000
"""So many hits are counted at most; beyond that it reads "more than"."""

LOCAL = 4
"""From this level down (banner, township) a place has departments of its own to name."""

Entries = QuerySet[SearchEntry]


class Query(SearchQuery):
    """A tsquery just as it is written; ``to_tsquery`` would lose Chinese in some locales."""

    def as_sql(  # type: ignore[override] # the stubs know only the arguments they use
        self, compiler: Any, connection: Any, **more: Any
    ) -> Any:
        return super().as_sql(compiler, connection, template="(%(expressions)s)::tsquery")


@dataclass(frozen=True, slots=True)
class Found:
    """``near``: nothing matched all that was typed, these come close."""

    entries: Sequence[SearchEntry]
    total: int
    near: bool = False
    page: int = 1

    @property
    def pages(self) -> int:
        return -(-self.total // PAGE)

    @property
    def many(self) -> bool:
        return self.total >= COUNTED


def find(
    text: str, *, place: Place | None = None, event: str = "", kind: str = "", page: int = 1
) -> Found:
    """One page of what matches; with nothing typed, all there is in that place or for that event.

    A place above the banner finds each thing once; a banner or a township finds its own, and what
    is decided above it.
    """
    scope = _scope(place)
    if event:
        scope = scope.filter(events__contains=[event])
    if kind:
        scope = scope.filter(kind=kind)
    text = text.strip()[:LONGEST]
    if not text and not kind:  # departments have a page of their own
        scope = scope.exclude(kind=EntryKind.DEPARTMENT)
    if not text:
        return _page(scope.order_by("rank", "pk"), page)
    if query := exact_query(text):
        found = _page(_closest_first(scope.filter(words=_raw(query)), text), page)
        if found.total:
            return found
    return _near(scope, text)


def suggestions(text: str, *, place: Place | None = None) -> Sequence[SearchEntry]:
    """The few closest, for a list under the search box."""
    return find(text, place=place).entries[:8]


def _scope(place: Place | None) -> Entries:
    entries = SearchEntry.objects.defer("words", "places")
    if place is None:
        return entries.filter(division=None)
    if place.level < LOCAL:
        return entries.filter(division=None, places__contains=[place.code])
    return entries.filter(division__in=[one.code for one in places.line(place.code)])


def _closest_first(entries: Entries, text: str) -> Entries:
    """Names that are what was typed, begin with it or hold it; then bundles; then the shortest."""
    name = "name" if HAN.search(text) else "name_en"
    closeness = Case(
        When(**{name: text}, then=Value(0)),
        When(**{f"{name}__startswith": text}, then=Value(1)),
        When(**{f"{name}__contains": text}, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return entries.annotate(closeness=closeness).order_by("closeness", "rank", Length(name), "pk")


def _near(scope: Entries, text: str) -> Found:
    """The first of the looser questions that anything answers, best answers first."""
    for query in near_queries(text):
        score = SearchRank(F("words"), _raw(query))
        ranked = scope.filter(words=_raw(query)).annotate(score=score)
        entries = list(ranked.order_by("-score", "rank", "pk")[: PAGE // 2])
        if entries:
            return Found(entries, len(entries), near=True)
    return Found([], 0)


def _page(entries: Entries, page: int) -> Found:
    total = entries.order_by()[:COUNTED].count()
    last = max(1, -(-total // PAGE))
    page = min(max(page, 1), last)
    start = (page - 1) * PAGE
    return Found(list(entries[start : start + PAGE]) if total else [], total, page=page)


def _raw(query: str) -> Query:
    return Query(query)
