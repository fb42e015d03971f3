"""Relief in figures, for everybody to see: computed from the definitions and from real cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from time import monotonic
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bundles.casework.selectors.relief import RealFigures, real_figures
from bundles.catalogue import versions
from bundles.catalogue.definition import Version
from bundles.catalogue.form import QUESTIONS
from bundles.catalogue.lint.totals import extremes
from bundles.catalogue.lint.walking import Walk
from bundles.catalogue.plan import Plan, plan
from bundles.catalogue.scenario import BARRED
from departments.selectors import calendar_for
from portal.web import errors
from portal.web.guide.pages import said
from portal.web.views.front import figures

Given = Mapping[str, Any]
KEPT_SECONDS: Final = 900
"""So long a process keeps what it counted of real cases."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario in figures, with the answers that lead to it where they are not the usual."""

    key: str
    plan: Plan
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def figures(self) -> list[dict[str, Any]]:
        return figures(self.plan)


@require_safe
def everywhere(request: HttpRequest) -> HttpResponse:
    """Every bundle in every place, the ordinary case in one line each."""
    rows = sorted(versions.offered(), key=lambda row: (row.bundle.code, row.division_id))
    today = timezone.localdate()
    bundles = [
        [(one.division, versions.version(one.pk), ordinary(one.pk, today)) for one in of]
        for _bundle, of in groupby(rows, key=lambda row: row.bundle.code)
    ]
    shown = [
        (places[0][1], [(division, figures(plan)) for division, _version, plan in places])
        for places in bundles
    ]
    return render(request, "web/guide/relief.html", {"section": "front", "bundles": shown})


@require_safe
@errors.in_words
def relief(request: HttpRequest, division: str, code: str) -> HttpResponse:
    """One bundle in one place: the best, the ordinary and the worst case, and what really was."""
    version = versions.version(versions.current(code, division).pk)
    context = {
        "section": "search",
        "version": version,
        "scenarios": scenarios(version, timezone.localdate()),
        "real": real(code, division),
    }
    return render(request, "web/guide/relief_of.html", context)


def real(code: str, division: str) -> RealFigures | None:
    return _real(code, division, int(monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=256)
def _real(code: str, division: str, turn: int) -> RealFigures | None:
    return real_figures(code, division, calendar_for(division))


@lru_cache(maxsize=256)
def ordinary(version_id: int, on: date) -> Plan:
    """Every question at its default; a version never changes, so neither does this."""
    version = versions.version(version_id)
    return plan(version, {}, on=on, calendar=calendar_for(version.division.code))


def scenarios(version: Version, on: date) -> list[Scenario]:
    """The one with least to hand in, the ordinary one, the one with most."""
    assert version.id is not None
    least, most = _extremes(version.id, on)
    return [
        Scenario("least", least[1], _differing(version, *least)),
        Scenario("ordinary", ordinary(version.id, on)),
        Scenario("most", most[1], _differing(version, *most)),
    ]


@lru_cache(maxsize=64)
def _extremes(version_id: int, on: date) -> tuple[tuple[Given, Plan], tuple[Given, Plan]]:
    """Least and most to hand in, as the linter bounds them: the answers, and their plans."""
    version = versions.version(version_id)
    found = extremes(Walk(version), on)
    return _drawn(version, found.best, on), _drawn(version, found.worst, on)


def _drawn(version: Version, given: Given, on: date) -> tuple[Given, Plan]:
    calendar = calendar_for(version.division.code)
    barred = bool(given.get(BARRED))
    planned = plan(version, {QUESTIONS: given}, on=on, calendar=calendar, barred=barred)
    return given, planned


def _differing(version: Version, given: Given, planned: Plan) -> tuple[tuple[str, str], ...]:
    """The answers that are not the usual ones, in words."""
    told = [
        (str(one.text), said(one, given[one.key]))
        for one in planned.questions
        if one.key in given and given[one.key] != one.default
    ]
    if given.get(BARRED):
        told.append((_("申请人在失信名单上"), _("是")))
    return tuple(told)


def forget() -> None:
    """Count anew with the next question; only tests that empty the database need it."""
    for one in (_real, ordinary, _extremes):
        one.cache_clear()
