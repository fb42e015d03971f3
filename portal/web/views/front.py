"""What can be done here, and one bundle in full before anybody signs in."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bundles.catalogue import versions
from bundles.catalogue.definition import Version
from bundles.catalogue.figures import Figures
from bundles.catalogue.finding.document import finding
from bundles.catalogue.plan import Plan, plan
from bundles.catalogue.scenario import scenario
from departments import places
from departments.models import Division, Hall
from departments.selectors import calendar_for
from portal.web.errors import in_words
from portal.web.guide.reading import read
from portal.web.opening import office
from portal.web.places import chosen_place


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The way in: search, events of life, and every bundle with the places that offer it."""
    place = chosen_place(request)
    near = {one.code for one in places.line(place.code)} if place else set()
    offered = sorted(versions.offered(), key=lambda row: (row.bundle.code, row.division_id))
    shown = [row for row in offered if row.division_id in near] or offered
    context = {
        "section": "front",
        "place": place,
        "local": bool(near) and shown is not offered,
        "cards": [
            _card([(row.pk, row.division) for row in rows])
            for _code, rows in groupby(shown, key=lambda row: row.bundle.code)
        ],
        "events": finding().events,
    }
    return render(request, "web/front.html", context)


@require_safe
@never_cache
@in_words
def bundle(request: HttpRequest, division: str, code: str) -> HttpResponse:
    """What is needed, who decides, how long it takes, what it costs and who pays."""
    version = versions.version(versions.current(code, division).pk)
    planned = _planned(version)
    halls = list(Hall.objects.filter(division_id=division).order_by("code"))
    context = {
        "section": "search",
        "version": version,
        "figures": figures(planned),
        "offices": [office(hall) for hall in halls],
        "halls": halls,
        "token": uuid4(),
        **read(planned, scenario(version, {})),
    }
    return render(request, "web/bundle.html", context)


def figures(planned: Plan) -> list[dict[str, Any]]:
    """Before against after, in the order people care about."""
    before, after = planned.before, planned.after
    return [
        {"key": key, "was": number(before, key), "now": number(after, key)}
        for key in ("departments", "visits", "materials", "days", "fields")
    ]


def number(of: Figures, key: str) -> str:
    """One of the figures as it is shown: 70, 5.5."""
    value = getattr(of, key)
    return f"{value.normalize():f}" if key == "days" else str(value)


def _card(offers: list[tuple[int, Division]]) -> dict[str, Any]:
    """One bundle as its first place offers it, and all the places."""
    version = versions.version(offers[0][0])
    planned = _planned(version)
    return {
        "version": version,
        "plan": planned,
        "figures": figures(planned)[:4],
        "divisions": [division for _pk, division in offers],
    }


def _planned(version: Version) -> Plan:
    """The ordinary case: every question at its default."""
    return plan(version, {}, on=timezone.localdate(), calendar=calendar_for(version.division.code))
