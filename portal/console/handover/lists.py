"""The desk's lists of the handover: what they are called, how many stand in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bundles.catalogue import versions
from bundles.issuance import selectors
from bundles.issuance.delivery import Chosen, all_chosen
from bundles.issuance.models import Batch, Parcel
from portal.console.desk.counting import in_figures, tally
from portal.console.gate import hall_of
from portal.console.handover.batches import PARCEL_TONES


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    title: str
    count: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One batch that lies ready or has gone; ``place`` is where the rest of it lies."""

    number: str
    sequence: int
    bundle: str
    applicant: str
    results: int
    since: datetime | None
    place: str
    way: str
    reminded_at: datetime | None
    by_post: bool


def today() -> datetime:
    return datetime.combine(timezone.localdate(), time(), timezone.get_current_timezone())


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """Every list with how many stand in it."""
    hall = hall_of(request).pk
    said = [
        ("arriving", _("待到件"), selectors.awaited(hall), reverse("admin:arrivals")),
        ("ready", _("待领取"), selectors.ready(hall), _of("ready")),
        ("overdue", _("超期未领"), selectors.overdue(hall), _of("overdue")),
        ("post", _("邮寄中"), selectors.underway(hall), _of("post")),
        ("scans", _("待补扫描"), selectors.unscanned(hall), _of("scans")),
        ("today", _("今日交付"), selectors.handed_over_on(hall, today()), _of("today")),
    ]
    many = tally({key: rows for key, _title, rows, _address in said})
    return [
        Tab(key, title, in_figures(many[key]), address, key == current)
        for key, title, _rows, address in said
    ]


def _of(which: str) -> str:
    return reverse("admin:handovers", args=[which])


def lines(batches: QuerySet[Batch] | list[Batch]) -> list[Line]:
    """Two queries for all of them: how each shall reach its applicant."""
    rows = list(batches)
    wanted = all_chosen(batch.submission_id for batch in rows)
    return [_line(batch, wanted[batch.submission_id]) for batch in rows]


def _line(batch: Batch, wanted: Chosen) -> Line:
    submission = batch.submission
    here = (one for one in batch.certificates.all() if one.parcel_id is None)
    places = {one.shelf for one in here if one.shelf}
    return Line(
        number=str(submission.number),
        sequence=batch.sequence,
        bundle=str(versions.version(submission.version_id).name),
        applicant=submission.applicant.masked_name,
        results=getattr(batch, "results", 0),
        since=getattr(batch, "since", None) or batch.handed_over_at,
        place="、".join(sorted(places)),
        way=batch.method or str(wanted.way.label),
        reminded_at=batch.reminded_at,
        by_post=wanted.by_post,
    )


def parcel_lines(parcels: QuerySet[Parcel] | list[Parcel]) -> list[dict[str, object]]:
    return [
        {
            "parcel": parcel,
            "number": str(parcel.submission.number),
            "applicant": parcel.submission.applicant.masked_name,
            "state": parcel.state.label,
            "tone": PARCEL_TONES[parcel.state],
        }
        for parcel in parcels
    ]
