"""Intakes that were begun at this hall and are not handed in: for the desk, and to go on with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from applicants.models import Applicant
from bundles.casework.models import Assistance, Submission
from bundles.casework.selectors.lines import unread
from bundles.casework.states import EDITABLE
from bundles.catalogue import versions
from bundles.catalogue.definition import Text
from departments.models import Officer, OfficerRole
from portal.console.desk.counting import at_most
from portal.console.desk.sections import Section
from portal.console.gate import clerk_of, hall_of, holds

SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Unfinished:
    """``here``: somebody sits at it now; ``mine``: the clerk who asks."""

    token: UUID
    applicant: str
    bundle: Text
    begun_at: datetime
    officer: str
    here: bool
    mine: bool
    may_discard: bool


def unfinished(request: HttpRequest) -> list[Unfinished]:
    """The newest first; one query, without what was filled in."""
    me = clerk_of(request).number
    return [
        Unfinished(
            token=one.submission.token,
            applicant=one.submission.applicant.masked_name,
            bundle=versions.version(one.submission.version_id).name,
            begun_at=one.begun_at,
            officer=one.officer_name or one.officer,  # type: ignore[attr-defined]  # annotated
            here=one.ended_at is None,
            mine=one.officer == me,
            may_discard=one.submission.number is None,
        )
        for one in _begun_here(request)[:SHOWN]
    ]


def resumable(request: HttpRequest, token: UUID) -> tuple[Submission, Applicant]:
    """One of them, with who was there; every other case is 404."""
    found = _last(request).filter(submission__token=token).first()
    if found is None:
        raise Http404
    return found.submission, found.present


def sections(request: HttpRequest) -> list[Section]:
    if not holds(request, OfficerRole.WINDOW, OfficerRole.HELPER):
        return []
    lines = unfinished(request)
    if not lines:
        return []
    return [
        Section(
            key="unfinished",
            title=_("未完成的收件"),
            count=len(lines) if len(lines) < SHOWN else at_most(_begun_here(request)),
            template="console/intake/unfinished.html",
            context={"unfinished": lines},
        )
    ]


def _begun_here(request: HttpRequest) -> QuerySet[Assistance]:
    """Without what came from an offline desk: that has a block of its own."""
    return _last(request).filter(submission__received_at__isnull=True)


def _last(request: HttpRequest) -> QuerySet[Assistance]:
    """The last assistance of every open case that was helped with here last."""
    officer = Officer.objects.filter(number=OuterRef("officer")).values("name")[:1]
    latest = Assistance.objects.filter(submission=OuterRef("submission")).order_by("-pk")
    return (
        Assistance.objects.filter(
            hall=hall_of(request),
            submission__status__in=EDITABLE,
            pk=Subquery(latest.values("pk")[:1]),
        )
        .annotate(officer_name=Subquery(officer))
        .select_related("submission__applicant", "present")
        .defer(*unread("submission__"))
        .order_by("-pk")
    )
