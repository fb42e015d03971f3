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
from bundles.catalogue.plan import Plan, plan
from departments.models import Hall
from departments.selectors import calendar_for
from portal.web.errors import in_words


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """All bundles, division by division; ``?division=`` keeps to one."""
    offered = sorted(versions.offered(), key=lambda row: row.division_id)
    places = [
        (division, [_card(row.pk) for row in rows])
        for division, rows in groupby(offered, key=lambda row: row.division)
    ]
    chosen = request.GET.get("division", "")
    shown = [place for place in places if place[0].code == chosen] or places
    context = {
        "section": "front",
        "places": places,
        "shown": shown,
        "chosen": chosen if len(shown) == 1 and len(places) > 1 else "",
    }
    return render(request, "web/front.html", context)


@require_safe
@never_cache
@in_words
def bundle(request: HttpRequest, division: str, code: str) -> HttpResponse:
    """What is needed, who decides, how long it takes, what it costs and who pays."""
    version = versions.version(versions.current(code, division).pk)
    planned = _planned(version)
    context = {
        "section": "front",
        "version": version,
        "plan": planned,
        "figures": figures(planned),
        "spared": [one for one in planned.materials if not one.asked],
        "halls": Hall.objects.filter(division_id=division).order_by("code"),
        "token": uuid4(),
    }
    return render(request, "web/bundle.html", context)


def figures(planned: Plan) -> list[dict[str, Any]]:
    """Before against after, in the order people care about."""
    before, after = planned.before, planned.after
    return [
        {"key": key, "was": _number(before, key), "now": _number(after, key)}
        for key in ("departments", "visits", "materials", "days", "fields")
    ]


def _number(of: Figures, key: str) -> str:
    return (
        f"{getattr(of, key):f}".rstrip("0").rstrip(".") if key == "days" else str(getattr(of, key))
    )


def _card(version_id: int) -> dict[str, Any]:
    version = versions.version(version_id)
    planned = _planned(version)
    return {"version": version, "plan": planned, "figures": figures(planned)}


def _planned(version: Version) -> Plan:
    """The ordinary case: every question at its default."""
    return plan(version, {}, on=timezone.localdate(), calendar=calendar_for(version.division.code))
