"""From what the library says to rows: one function per table, parents first."""

from __future__ import annotations

from typing import Any

from departments.codes import implementation_code
from departments.holiday_seed import FIRST_YEAR, seed_year
from departments.library_documents import ItemDocument
from departments.library_reading import ItemHere, Library
from departments.models import (
    CalendarDay,
    CalendarYear,
    Department,
    DepartmentKind,
    Division,
    ExerciseLevel,
    Hall,
    Material,
    OfficeHours,
    Officer,
    Requirement,
    ServiceItem,
    TicketLine,
    Window,
)
from departments.synchronising import Change, synchronise


def divisions(library: Library) -> Change:
    rows = [
        {
            "code": row.code,
            "name": row.name,
            "name_en": row.name_en,
            "level": row.level,
            "parent_id": row.parent or None,
            "statistical_only": row.statistical_only,
        }
        for row in sorted(library.divisions.values(), key=lambda row: row.level)
    ]
    return synchronise(Division, rows, key=["code"])


def halls(library: Library) -> Change:
    rows = [
        {
            "code": hall.code,
            "division_id": place.content.division,
            "name": hall.name.zh,
            "name_en": hall.name.en,
            "address": hall.address.zh,
            "address_en": hall.address.en,
            "phone": hall.phone,
            "shelves": [shelf.model_dump(mode="json") for shelf in hall.shelves],
            "carriers": [carrier.model_dump(mode="json") for carrier in hall.carriers],
            "rates": [rate.model_dump(mode="json") for rate in hall.rates],
        }
        for place in library.places
        if (hall := place.content.hall)
    ]
    return synchronise(Hall, rows, key=["code"])


def windows(library: Library) -> Change:
    """Which windows are open is the hall's own matter, and kept."""
    hall_ids = dict(Hall.objects.values_list("code", "pk"))
    rows = [
        {"hall_id": hall_ids[hall.code], "label": entry.label, "bundles": list(entry.bundles)}
        for place in library.places
        if (hall := place.content.hall)
        for entry in hall.windows
    ]
    return synchronise(Window, rows, key=["hall_id", "label"])


def ticket_lines(library: Library) -> Change:
    hall_ids = dict(Hall.objects.values_list("code", "pk"))
    rows = [
        {
            "hall_id": hall_ids[hall.code],
            "letter": entry.letter,
            "name": entry.name.zh,
            "name_en": entry.name.en,
            "bundles": list(entry.bundles),
        }
        for place in library.places
        if (hall := place.content.hall)
        for entry in hall.lines
    ]
    return synchronise(TicketLine, rows, key=["hall_id", "letter"])


def office_hours(library: Library) -> Change:
    rows = [
        {
            "division_id": place.content.division,
            "spans": [list(span) for span in hours.spans],
            "cut_off": hours.cut_off,
        }
        for place in library.places
        if (hours := place.content.office_hours)
    ]
    return synchronise(OfficeHours, rows, key=["division_id"])


def departments(library: Library) -> Change:
    hall_ids = dict(Hall.objects.values_list("code", "pk"))
    rows = []
    for department, document in library.departments.values():
        place = document.content
        answers_in_law = department.kind is DepartmentKind.AUTHORITY
        review = (department.review_body or place.review_body) if answers_in_law else None
        court = (department.court or place.court) if answers_in_law else None
        hall = place.hall if department.in_hall else None
        rows.append(
            {
                "code": department.code,
                "uscc": department.uscc,
                "name": department.name.zh,
                "name_en": department.name.en,
                "short_name": department.short_name.zh,
                "short_name_en": department.short_name.en,
                "division_id": place.division,
                "hall_id": hall_ids[hall.code] if hall else None,
                "kind": department.kind.value,
                "review_body": review.zh if review else "",
                "review_body_en": review.en if review else "",
                "court": court.zh if court else "",
                "court_en": court.en if court else "",
            }
        )
    return synchronise(Department, rows, key=["code"])


def officers(library: Library) -> Change:
    homes = {code: (pk, hall) for code, pk, hall in _department_homes()}
    kept = dict(Officer.objects.filter(roles_kept=True).values_list("number", "roles"))
    rows = [
        {
            "number": officer.number,
            "name": officer.name,
            "title": officer.title.zh,
            "title_en": officer.title.en,
            "department_id": homes[code][0],
            "hall_id": homes[code][1],
            "roles": kept.get(officer.number, [role.value for role in officer.roles]),
        }
        for code, (department, _place) in library.departments.items()
        for officer in department.officers
    ]
    return synchronise(Officer, rows, key=["number"])


def materials(library: Library) -> Change:
    rows = [
        {
            "code": entry.code,
            "name": entry.name.zh,
            "name_en": entry.name.en,
            "kind": entry.kind.value,
            "description": entry.description.zh,
            "description_en": entry.description.en,
        }
        for entry in library.materials.values()
    ]
    return synchronise(Material, rows, key=["code"])


def service_items(library: Library) -> Change:
    ids = {code: pk for code, pk, _hall in _department_homes()}
    rows = [
        {
            **_item_columns(here.item),
            "implementation_code": _implementation_code(library, here),
            "accepted_by_id": ids[here.accepted_by],
            "decided_by_id": ids[here.decided_by],
            "supervised_by_id": ids[here.supervised_by],
            "maker_id": ids[here.maker] if here.maker else None,
        }
        for here in library.items_here
    ]
    return synchronise(ServiceItem, rows, key=["key", "decided_by_id"])


def requirements(library: Library) -> Change:
    """What the items ask for; what they no longer ask for is removed."""
    item_ids = {
        (key, code): pk
        for key, code, pk in ServiceItem.objects.values_list("key", "decided_by__code", "pk")
    }
    material_ids = dict(Material.objects.values_list("code", "pk"))
    rows = [
        {
            "item_id": item_ids[here.item.key, here.decided_by],
            "material_id": material_ids[entry.material],
            "necessity": entry.necessity.value,
            "form": entry.form.value,
            "originals": entry.originals,
            "copies": entry.copies,
            "source": entry.source.value,
            "basis": entry.basis.to_json(),
            "check_points": [
                point.to_json()
                for point in (
                    *library.materials[entry.material].check_points,
                    *entry.check_points,
                )
            ],
            "position": position,
        }
        for here in library.items_here
        for position, entry in enumerate(here.item.requirements)
    ]
    wanted = {(row["item_id"], row["material_id"]) for row in rows}
    found = Requirement.objects.filter(item__in={item for item, _material in wanted})
    kept = found.values_list("pk", "item", "material")
    gone = [pk for pk, item, material in kept if (item, material) not in wanted]
    removed, _by_table = Requirement.objects.filter(pk__in=gone).delete()
    change = synchronise(Requirement, rows, key=["item_id", "material_id"])
    return Change(change.created, change.changed, change.unchanged, removed)


def calendar(until: int) -> Change:
    """Years not in the table yet, and unpublished ones whose make-up workdays are known by now.

    A published year is never touched again: it belongs to whoever keeps the calendar.
    """
    kept = dict(CalendarYear.objects.values_list("year", "published"))
    seeds = [seed_year(year) for year in range(FIRST_YEAR, until + 1)]
    due = [seed for seed in seeds if seed.year not in kept or (seed.published > kept[seed.year])]
    for seed in due:
        CalendarDay.objects.filter(date__year=seed.year).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(date=day.date, is_workday=day.is_workday, name=day.name)
        for seed in due
        for day in seed.days
    )
    rows = [{"year": seed.year, "published": seed.published} for seed in due]
    return synchronise(CalendarYear, rows, key=["year"])


def _department_homes() -> list[tuple[str, int, int | None]]:
    return list(Department.objects.values_list("code", "pk", "hall"))


def _implementation_code(library: Library, here: ItemHere) -> str:
    department, _place = library.departments[here.decided_by]
    level = ExerciseLevel[here.item.exercise_level.upper()]
    return implementation_code(department.uscc, level, here.item.base_code)


def _item_columns(item: ItemDocument) -> dict[str, Any]:
    """The columns that are the same wherever the item is exercised."""
    written = item.model_dump(mode="json")
    texts = {"name": item.name.zh, "name_en": item.name.en}
    limits = {
        name: getattr(item, name)
        for name in ("legal", "promised", "delivery", "extension", "pre_check")
    }
    level = {"exercise_level": int(ExerciseLevel[item.exercise_level.upper()])}
    points = {"form_check_points": [point.to_json() for point in item.form_check_points]}
    return {**{name: written[name] for name in _AS_WRITTEN}, **texts, **limits, **level, **points}


_AS_WRITTEN = (
    "key",
    "base_code",
    "kind",
    "service_object",
    "handling",
    "made_by",
    "limit_source",
    "deemed_acceptance",
    "commitment",
    "basis",
    "conditions",
    "fee",
    "cost",
    "duties",
    "result",
    "result_schema",
    "visits",
    "nationwide",
)
