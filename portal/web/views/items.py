"""One service item, or one department, with everything an applicant may want to know of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from bundles.catalogue import versions
from bundles.catalogue.definition import Version
from bundles.catalogue.models import EntryKind, SearchEntry
from departments import places
from departments.models import Department, ServiceItem
from departments.selectors import service_items
from portal.web.addresses import address_of
from portal.web.opening import office
from portal.web.places import chosen_place


@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    """``code`` is the 31 characters of one place, or the base code: then where it is handled."""
    row = (
        ServiceItem.objects.filter(implementation_code=code)
        .select_related("accepted_by__hall", "decided_by__hall", "supervised_by", "maker")
        .first()
    )
    if row is None:
        return _anywhere(request, EntryKind.ITEM, code)
    hall = row.accepted_by.hall or row.decided_by.hall
    context = {
        "section": "search",
        "item": row,
        "requirements": row.requirements.select_related("material").order_by("position"),
        "payments": [one for one in (row.fee, *row.cost) if one],
        "office": office(hall) if hall else None,
        "bundles": _bundles_with(row),
        "place": places.place(row.decided_by.division_id),
    }
    return render(request, "web/item.html", context)


@require_safe
def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """A bundle without a place: where it is offered."""
    return _anywhere(request, EntryKind.BUNDLE, code)


@require_safe
def departments(request: HttpRequest) -> HttpResponse:
    """The departments of the chosen place and of what it lies in; of ``?name=`` in all places."""
    place = chosen_place(request)
    rows = Department.objects.order_by("division", "code")
    if place is not None:
        rows = rows.filter(division__in=[one.code for one in places.line(place.code)])
    if name := request.GET.get("name", ""):
        rows = rows.filter(short_name=name)
    context = {
        "section": "search",
        "place": place,
        "name": name,
        "groups": _by_division(list(rows[:300])),
    }
    return render(request, "web/departments.html", context)


@require_safe
def department(request: HttpRequest, code: str) -> HttpResponse:
    """What it decides, where it is and when it is open, and where its decisions are reviewed."""
    row = get_object_or_404(Department.objects.select_related("hall"), code=code)
    context = {
        "section": "search",
        "department": row,
        "items": service_items(row.division_id).filter(decided_by=row),
        "office": office(row.hall) if row.hall else None,
        "place": places.place(row.division_id),
    }
    return render(request, "web/department.html", context)


def _bundles_with(row: ServiceItem) -> list[Version]:
    """The bundles of the same division that hold the item: filing once is less trouble."""
    offered = versions.offered(row.decided_by.division_id)
    found = [versions.version(one.pk) for one in offered]
    return [version for version in found if row.key in version.items_by_key]


def _anywhere(request: HttpRequest, kind: EntryKind, group: str) -> HttpResponse:
    """Straight on when the chosen place offers it, else the places to choose from."""
    rows = SearchEntry.objects.filter(kind=kind, group=group).defer("words", "places")
    offered = list(rows.exclude(division=None).order_by("division"))
    if not offered:
        raise Http404
    place = chosen_place(request)
    line = [one.code for one in places.line(place.code)] if place else []
    if near := [row for row in offered if row.division_id in line]:
        return redirect(address_of(near[-1]))
    context = {
        "section": "search",
        "entry": offered[0],
        "offered": [(places.place(str(row.division_id)), address_of(row)) for row in offered],
        "place": place,
    }
    return render(request, "web/anywhere.html", context)


def _by_division(
    rows: Sequence[Department],
) -> list[tuple[places.Place | None, list[Department]]]:
    codes = dict.fromkeys(row.division_id for row in rows)
    return [
        (places.place(code), [row for row in rows if row.division_id == code]) for code in codes
    ]
