"""What is offered in this division, what is being changed, and every version there ever was."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from bundles.catalogue import versions
from bundles.catalogue.edition import SETTLED, Edition, EditionState
from bundles.catalogue.models import BundleVersion, VersionStatus
from portal.console.desk.counting import MOST
from portal.console.gate import hall_of
from portal.console.site import page
from portal.console.workshop.page import TONES, name_of

ENDED = (
    SubmissionStatus.CLOSED,
    SubmissionStatus.REFUSED,
    SubmissionStatus.WITHDRAWN,
    SubmissionStatus.LAPSED,
)
MOST_EDITIONS = 50


@require_safe
def workshop(request: HttpRequest) -> HttpResponse:
    """Every bundle of the division with the version in force, and the editions under way."""
    division = hall_of(request).division
    here = BundleVersion.objects.filter(division=division).select_related("bundle")
    latest: dict[str, BundleVersion] = {}
    for one in here.defer("document").order_by("bundle__code", "-status", "number"):
        if latest.get(one.bundle.code, one).status != VersionStatus.PUBLISHED or _in_force(one):
            latest[one.bundle.code] = one
    open_ones = editions(Edition.objects.filter(division=division).exclude(state__in=SETTLED))
    context = {
        "title": _("一件事工坊"),
        "division": division,
        "bundles": [
            {"version": one, "name": versions.version(one.pk).name, "in_force": _in_force(one)}
            for one in latest.values()
        ],
        "editions": open_ones,
    }
    return page(request, "console/workshop/list.html", context)


def _in_force(version: BundleVersion) -> bool:
    return version.status == VersionStatus.PUBLISHED


@require_safe
def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """One bundle: its versions with what still stands on them, and all its editions."""
    return bundle_page(request, code)


def bundle_page(
    request: HttpRequest, code: str, *, wrong: str = "", note: str = "", status: int = 200
) -> HttpResponse:
    division = hall_of(request).division
    rows = BundleVersion.objects.filter(bundle__code=code, division=division)
    found = list(rows.select_related("bundle").defer("document").order_by("-number"))
    about = Edition.objects.filter(code=code, division=division)
    if not found and not about.exists():
        raise Http404
    current = next((one for one in found if _in_force(one)), None)
    running = in_flight(found)
    context: dict[str, Any] = {
        "title": str(versions.version(found[0].pk).name) if found else code,
        "code": code,
        "division": division,
        "current": current,
        "versions": [{"row": one, "running": running.get(one.pk, 0)} for one in found],
        "editions": editions(about),
        "wrong": wrong,
        "note": note,
    }
    return page(request, "console/workshop/bundle.html", context, status=status)


def editions(rows: Any) -> list[dict[str, Any]]:
    """Editions for a list, newest change first; at most ``MOST_EDITIONS``."""
    found: Iterable[Edition] = rows.select_related("author", "approver", "base", "version").defer(
        "text", "place", "base__document", "version__document"
    )[:MOST_EDITIONS]
    return [
        {"row": one, "name": name_of(one), "tone": TONES[EditionState(one.state)]} for one in found
    ]


def in_flight(found: list[BundleVersion]) -> dict[int, int]:
    """How many cases are still under way on each version; a count past ``MOST`` is as good."""
    rows = (
        Submission.objects.filter(version__in=[one.pk for one in found])
        .exclude(status__in=[*ENDED, SubmissionStatus.DRAFT])
        .order_by()
        .values_list("version")
        .annotate(Count("pk"))
    )
    return {version: min(count, MOST + 1) for version, count in rows}
