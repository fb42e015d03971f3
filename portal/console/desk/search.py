"""One field for everything. What is looked for never stands in an address: it may be a name."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from applicants.keys import fingerprint
from portal.accounts.disclosures import SHORTEST_REASON, ReasonMissing, disclose
from portal.accounts.models import User
from portal.console.desk.asked import Asked, Kind, asked
from portal.console.desk.finding import MOST_HITS, ending, exactly, of_person
from portal.console.desk.queues import lines
from portal.console.gate import hall_of
from portal.console.site import page

REASONS: Final = (
    gettext_noop("申请人到场"),
    gettext_noop("申请人来电，已核实身份"),
    gettext_noop("来人领取结果"),
    gettext_noop("部门来函核查"),
)
"""Why a person is looked for, ready to be picked; kept as they stand here."""

WHAT: Final = {
    Kind.NAME: gettext_noop("按姓名查找办件"),
    Kind.PHONE: gettext_noop("按电话查找办件"),
    Kind.IDENTITY: gettext_noop("按证件号码查找办件"),
}


@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Find by number, by code scanned, or by person.

    Fields: ``q``; for a person also ``reason``, picked or written. A whole number leads straight
    to its case.
    """
    wanted = asked(request.POST.get("q", ""))
    hall = hall_of(request)
    if wanted.kind is Kind.NOTHING:
        return _page(request, wanted, nothing=request.method == "POST")
    if wanted.kind is Kind.IDENTITY or not wanted.personal:
        place = exactly(hall.code, wanted.value)
        if place is not None:
            return redirect(reverse("admin:case", args=[place.number]) + place.part)
    if not wanted.personal:
        return _hits(request, wanted, ending(hall.code, wanted.value))
    if (reason := _reason(request)) is None:
        return _page(request, wanted, ask_why=True)
    try:
        _write_down(request, wanted, reason)
    except ReasonMissing as error:
        return _page(request, wanted, ask_why=True, problem=str(error.message))
    return _hits(request, wanted, of_person(hall.code, wanted))


def _reason(request: HttpRequest) -> str | None:
    """What was picked or written; None when nobody was asked yet."""
    if "reason" not in request.POST:
        return None
    return request.POST["reason"] or request.POST.get("other", "")


def _write_down(request: HttpRequest, wanted: Asked, reason: str) -> None:
    """Before anything is shown. The record tells two searches for one person apart from searches
    for two, and names nobody.
    """
    assert isinstance(request.user, User)
    disclose(
        request.user,
        kind="search",
        subject_id=fingerprint(wanted.value, f"search {wanted.kind}")[:32],
        what=WHAT[wanted.kind],
        reason=reason,
    )


def _hits(request: HttpRequest, wanted: Asked, found: Any) -> HttpResponse:
    hits = list(found[: MOST_HITS + 1])
    return _page(
        request,
        wanted,
        searched=True,
        lines=lines(hits[:MOST_HITS]),
        too_many=len(hits) > MOST_HITS,
        status=HTTPStatus.OK if hits else HTTPStatus.NOT_FOUND,
    )


def _page(
    request: HttpRequest, wanted: Asked, *, status: int = HTTPStatus.OK, **context: Any
) -> HttpResponse:
    shown = {
        "title": _("查找办件"),
        "content_title": _("查找办件"),
        "wanted": wanted,
        "reasons": [(reason, _(reason)) for reason in REASONS],
        "what": _(WHAT[wanted.kind]) if wanted.personal else "",
        "shortest_reason": SHORTEST_REASON,
        "most_hits": MOST_HITS,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if "problem" in context else status
    return page(request, "console/desk/search.html", shown | context, status=status)
