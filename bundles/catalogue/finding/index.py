"""Keeps the search table in step with what is offered: one division's rows, and those without."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models, transaction
from django.db.models import Func, Value

from bundles.catalogue import versions
from bundles.catalogue.finding.document import Words, finding
from bundles.catalogue.finding.words import index_words
from bundles.catalogue.models import EntryKind, SearchEntry
from departments.models import Department, Division, ServiceItem
from departments.selectors import lineage

RANK = {EntryKind.BUNDLE: 0, EntryKind.ITEM: 1, EntryKind.DEPARTMENT: 2}
BATCH = 1000
NOBODY_SAYS = Words()


@transaction.atomic
def index_all() -> None:
    """Make every row anew, for every division that has departments."""
    SearchEntry.objects.all().delete()
    for division in Division.objects.filter(departments__isnull=False).distinct():
        _index(division)
    index_everywhere()


@transaction.atomic
def index_division(division: Division) -> None:
    """Make the rows of one division anew, and those of what it offers anywhere."""
    SearchEntry.objects.filter(division=division).delete()
    _index(division)
    index_everywhere()


def _index(division: Division) -> None:
    above = lineage(division.code)
    rows = [*_bundles(division), *_items(division), *_departments(division)]
    for row in rows:
        row.division, row.places = division, above
    SearchEntry.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def index_everywhere() -> None:
    """One row for each thing, whatever the number of places that offer it."""
    SearchEntry.objects.filter(division=None).delete()
    places: Mapping[tuple[str, str], set[str]] = defaultdict(set)
    for kind, group, one in SearchEntry.objects.values_list("kind", "group", "places").iterator():
        places[kind, group].update(one)
    rows = []
    for row in SearchEntry.objects.order_by("kind", "group", "division").distinct("kind", "group"):
        row.pk, row.division, row.places = None, None, sorted(places[row.kind, row.group])
        short, short_en = _short(row)
        row.code = row.department_code = ""
        if row.kind != EntryKind.BUNDLE:
            row.department, row.department_en = short, short_en
        if row.kind == EntryKind.DEPARTMENT:
            row.name, row.name_en = short, short_en
        rows.append(row)
    SearchEntry.objects.bulk_create(rows, batch_size=BATCH)


def _short(row: SearchEntry) -> tuple[str, str]:
    """What the department of one place is called in all places."""
    found = Department.objects.filter(code=row.department_code).first()
    return (found.short_name, found.short_name_en) if found else ("", "")


def _bundles(division: Division) -> Iterator[SearchEntry]:
    for offered in versions.offered(division.code):
        version = versions.version(offered.pk)
        items = [item.name for item in version.items]
        results = [item.result.name for item in version.items]
        code = version.code
        yield _entry(
            EntryKind.BUNDLE,
            group=code,
            code=code,
            name=(version.name.zh, version.name.en),
            about=(version.summary.zh, version.summary.en),
            said=finding().also_called.bundles.get(code, NOBODY_SAYS),
            others=[text for one in (*items, *results) for text in (one.zh, one.en)],
            events=finding().events_of("bundles", code),
        )


def _items(division: Division) -> Iterator[SearchEntry]:
    rows = ServiceItem.objects.filter(decided_by__division=division).select_related("decided_by")
    for row in rows:
        yield item_entry(row)


def item_entry(row: ServiceItem) -> SearchEntry:
    result = row.result["name"]
    body = row.decided_by
    return _entry(
        EntryKind.ITEM,
        group=row.base_code,
        code=row.implementation_code,
        name=(row.name, row.name_en),
        about=(result["zh"], result["en"]),
        said=finding().also_called.items.get(row.key, NOBODY_SAYS),
        others=(result["zh"], result["en"], *_names(body)),
        events=finding().events_of("items", row.key),
        department=(body.name, body.name_en),
        department_code=body.code,
    )


def _departments(division: Division) -> Iterator[SearchEntry]:
    for row in Department.objects.filter(division=division):
        yield _entry(
            EntryKind.DEPARTMENT,
            group=row.short_name,
            code=row.code,
            name=(row.name, row.name_en),
            said=Words(zh=(row.short_name,), en=(row.short_name_en,)),
            department=(row.name, row.name_en),
            department_code=row.code,
        )


def _names(body: Department) -> tuple[str, ...]:
    return body.name, body.name_en, body.short_name, body.short_name_en


def _entry(
    kind: EntryKind,
    *,
    group: str,
    code: str,
    name: tuple[str, str],
    about: tuple[str, str] = ("", ""),
    said: Words,
    others: Iterable[str] = (),
    events: list[str] | None = None,
    department: tuple[str, str] = ("", ""),
    department_code: str = "",
) -> SearchEntry:
    words = index_words([*name, *said.zh, *said.en], others)
    return SearchEntry(
        kind=kind,
        rank=RANK[kind],
        group=group,
        code=code,
        name=name[0],
        name_en=name[1],
        about=about[0],
        about_en=about[1],
        department=department[0],
        department_en=department[1],
        department_code=department_code,
        events=events or [],
        words=vector(words),
    )


def vector(words: Iterable[str]) -> Any:
    """``array_to_tsvector``: the words just as they are, no dictionary asked."""
    array = Value(sorted(words), output_field=ArrayField(models.TextField()))
    return Func(array, function="array_to_tsvector", output_field=SearchVectorField())
