"""What would be different: line by line, in citizens' words, and for the cases there were."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bundles.casework.selectors import scenarios
from bundles.catalogue import diff, versions
from bundles.catalogue.conditions import ConditionError
from bundles.catalogue.definition import Version
from bundles.catalogue.edition import Edition
from bundles.catalogue.editions import reading, sources, writing
from bundles.catalogue.models import BundleVersion
from portal.console.workshop.editing import changes
from portal.console.workshop.page import edition_of, render_edition


@require_safe
def compare(request: HttpRequest, edition: int) -> HttpResponse:
    """Against the version in force, or the one before it once this one is in force itself."""
    found = edition_of(request, edition)
    against = writing.current(found.code, found.division_id)
    if found.version_id is not None or against is None:
        against = found.base
    context: dict[str, Any] = {"against": against, **_lines(found, against)}
    if against is not None:
        context |= _words(found, against, past="past" in request.GET)
    return render_edition(request, "console/workshop/compare.html", found, context)


def _words(edition: Edition, against: BundleVersion, *, past: bool) -> dict[str, Any]:
    """What a citizen would notice, and in how many of the cases there were.

    Nothing while the text cannot be read.
    """
    old, new = versions.version(against.pk), _version(edition)
    if new is None:
        return {"unreadable": True}
    try:
        words: dict[str, Any] = {"differences": diff.differences(old, new)}
        if past:
            filed = scenarios.filed(edition.code, edition.division_id)
            words["effects"] = diff.effects(old, new, filed, on=timezone.localdate()).lines
        return words
    except ConditionError:  # of a draft nobody has proved yet
        return {"unreadable": True}


def _version(edition: Edition) -> Version | None:
    if edition.version_id is not None:
        return versions.version(edition.version_id)
    place, code, division = edition.place, edition.code, edition.division
    seen = reading.checked(edition.text, place, code=code, division=division)
    return None if seen.findings else seen.version


def _lines(edition: Edition, against: Any) -> dict[str, Any]:
    source = sources.source_of(against) if against else None
    if source is None:
        return {"lines": [], "place_lines": [], "no_source": against is not None}
    return {
        "lines": changes(source.text, edition.text),
        "place_lines": changes(source.place, edition.place),
    }
