"""The buttons of an edition beside its text: approve, send back, take back, withdraw, rebase."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_stubs_ext import StrPromise

from bundles.catalogue import editions
from bundles.catalogue.edition import Edition
from bundles.catalogue.editions.exceptions import EditionError, MomentPast
from portal.accounts.models import StaffEventKind
from portal.console.forms import seen_of
from portal.console.gate import clerk_of
from portal.console.workshop.editing import PAGE, Words
from portal.console.workshop.page import edition_of, render_edition
from portal.console.workshop.records import noted

Does = Callable[[HttpRequest, int, int], Edition]


@dataclass(frozen=True, slots=True)
class Verb:
    """What a button does, how the book calls it and what is said afterwards."""

    does: Does
    kind: StaffEventKind | None
    told: StrPromise


def _approve(request: HttpRequest, edition: int, seen: int) -> Edition:
    return editions.approve(edition, seen=seen, at=_moment(request), by=clerk_of(request))


def _send_back(request: HttpRequest, edition: int, seen: int) -> Edition:
    return editions.send_back(edition, seen=seen, note=_reason(request), by=clerk_of(request))


def _plain(verb: Callable[..., Edition]) -> Does:
    return lambda request, edition, seen: verb(edition, seen=seen, by=clerk_of(request))


VERBS: Final[Mapping[str, Verb]] = {
    "approve": Verb(
        _approve,
        StaffEventKind.EDITION_APPROVED,
        gettext_lazy("审核已通过。"),
    ),
    "send-back": Verb(
        _send_back, StaffEventKind.EDITION_RETURNED, gettext_lazy("已退回起草人修改。")
    ),
    "take-back": Verb(_plain(editions.take_back), None, gettext_lazy("已收回，可以继续修改。")),
    "withdraw": Verb(
        _plain(editions.withdraw), StaffEventKind.EDITION_WITHDRAWN, gettext_lazy("已撤下。")
    ),
    "rebase": Verb(_plain(editions.rebase), None, gettext_lazy("已改为以现行版本为基准。")),
}


@require_POST
def press(request: HttpRequest, edition: int, verb: str) -> HttpResponse:
    """One of the buttons; refused in words on the edition's own page."""
    if verb not in VERBS:
        raise Http404
    edition_of(request, edition)
    chosen, seen = VERBS[verb], seen_of(request)
    try:
        with transaction.atomic():
            done = chosen.does(request, edition, seen)
            if chosen.kind is not None:
                noted(request, chosen.kind, done, reason=_reason(request) or done.note)
    except EditionError as refused:
        return _refused(request, edition, refused)
    messages.success(request, str(chosen.told))
    return redirect("admin:workshop_edition", edition=edition)


def _refused(request: HttpRequest, number: int, refused: EditionError) -> HttpResponse:
    found = edition_of(request, number)
    words = Words(found.text, found.place, found.note)
    context = {"words": words, "writes": False, "reason": _reason(request)}
    return render_edition(request, PAGE, found, context, refused=refused)


def _reason(request: HttpRequest) -> str:
    return " ".join(request.POST.get("reason", "").replace("\0", "").split())[:500]


def _moment(request: HttpRequest) -> datetime | None:
    """When to publish; None for now. Raises ``MomentPast`` for what is no moment at all."""
    if request.POST.get("when", "now") == "now":
        return None
    try:
        at = parse_datetime(request.POST.get("at", "")[:32])
    except ValueError:
        raise MomentPast from None
    if at is None or not 2000 < at.year < 9000:
        raise MomentPast
    return at if timezone.is_aware(at) else timezone.make_aware(at)
