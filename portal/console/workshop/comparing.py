"""What would be different: line by line, in citizens' words, and for the cases there were."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from bundles.catalogue.edition import Edition
from bundles.catalogue.editions import sources, writing
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
    return render_edition(request, "console/workshop/compare.html", found, context)


def _lines(edition: Edition, against: Any) -> dict[str, Any]:
    source = sources.source_of(against) if against else None
    if source is None:
        return {"lines": [], "place_lines": [], "no_source": against is not None}
    return {
        "lines": changes(source.text, edition.text),
        "place_lines": changes(source.place, edition.place),
    }
