"""Telling people: a message on the site for each fact, and what goes out besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from bundles.casework.models import Event, Submission
from portal.accounts.models import User
from portal.notices import post, texting
from portal.notices.addressees import addressees
from portal.notices.kinds import IMPORTANT, NoticeKind, kind_of
from portal.notices.models import Channel, Dispatch, Notice, Wanted, Wishes

TOLD = (
    *(("defects", "defects"), ("number", "certificate"), ("way", "way")),
    *(("material", "material"), ("until", "until"), ("item", "item")),
)
"""What of an event's data a message needs, and what it is called there."""

FELLING = ("work_item.rejected", "work_item.not_accepted", "work_item.withdrawn")
"""What takes the items along that need its result."""


@transaction.atomic
def tell(submission_id: int) -> list[Notice]:
    """Write every message the facts of a case call for and that is not there yet.

    As often as you like, and by several at once: one message per fact and person, whoever writes
    it. Returns those written now, in the order of what happened. One after the other per case: two
    that write the same messages at once may wait for each other for ever.
    """
    locked = Submission.objects.defer("answers", "refusal").select_for_update(no_key=True)
    submission = locked.get(pk=submission_id)
    events = list(
        Event.objects.filter(submission=submission_id)
        .select_related("work_item")
        .order_by("sequence")
    )
    people = addressees(submission)
    wanted = {
        (notice.key, notice.applicant_id): notice for notice in _notices(submission, events, people)
    }
    known = set(
        Notice.objects.filter(submission=submission_id, applicant__in=people).values_list(
            "key", "applicant"
        )
    )
    missing = [notice for each, notice in wanted.items() if each not in known]
    if not missing:
        return []
    Notice.objects.bulk_create(missing, ignore_conflicts=True)
    keys = {notice.key for notice in missing}
    written = list(
        Notice.objects.filter(
            submission=submission_id, key__in=keys, dispatches__isnull=True
        ).order_by("at", "id")
    )
    _hand_to_the_post(written)
    return written


def _notices(
    submission: Submission, events: list[Event], people: Mapping[int, datetime | None]
) -> Iterable[Notice]:
    """What is told of each event; whoever did it is told too: it is their record of it."""
    for event in events:
        kind = kind_of(event)
        if kind is None:
            continue
        for applicant_id, since in people.items():
            if since is not None and event.at < since:
                continue
            yield Notice(
                applicant_id=applicant_id,
                submission=submission,
                kind=kind,
                key=f"event:{event.pk}",
                data=_data(event, events),
                at=event.at,
            )


def _data(event: Event, events: list[Event]) -> dict[str, object]:
    data: dict[str, object] = {}
    if event.work_item is not None:
        data["item"] = event.work_item.key
        fallen = [
            other.work_item.key
            for other in events
            if other.kind == "work_item.cancelled" and other.at == event.at and other.work_item
        ]
        if fallen and event.kind in FELLING:
            data["cancelled"] = fallen
    for ours, theirs in TOLD:
        if theirs in event.data:
            data[ours] = event.data[theirs]
    return data


def _hand_to_the_post(notices: list[Notice]) -> None:
    """Put into the outbox what its reader wants by e-mail and by text message."""
    people = {notice.applicant_id for notice in notices}
    wishes = {one.applicant_id: one for one in Wishes.objects.filter(applicant__in=people)}
    with_email = set(
        User.objects.filter(applicant__in=people, is_active=True)
        .exclude(email_fingerprint="")
        .values_list("applicant_id", flat=True)
    )
    now = timezone.now()
    outgoing = [
        Dispatch(
            notice=notice,
            channel=channel,
            line=f"{notice.submission_id}/{notice.applicant_id}/{channel}",
            due_at=now,
            created_at=now,
        )
        for notice in notices
        for channel in _channels(
            notice, wishes.get(notice.applicant_id) or Wishes(), notice.applicant_id in with_email
        )
    ]
    if outgoing:
        Dispatch.objects.bulk_create(outgoing, ignore_conflicts=True)
        transaction.on_commit(post.ring, robust=True)


def _channels(notice: Notice, wishes: Wishes, has_email: bool) -> Iterable[Channel]:
    if has_email and settings.MAIL_READY and _wants(wishes.email, notice.kind):
        yield Channel.EMAIL
    if texting.ready() and _wants(wishes.sms, notice.kind):
        yield Channel.SMS


def _wants(wanted: str, kind: str) -> bool:
    if wanted == Wanted.IMPORTANT:
        return NoticeKind(kind) in IMPORTANT
    return wanted == Wanted.EVERYTHING


def mark_read(applicant_id: int, notice_id: int | None = None) -> int:
    """Mark one message of theirs read, or all; how many were unread."""
    unread = Notice.objects.filter(applicant=applicant_id, read_at__isnull=True)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    return unread.update(read_at=timezone.now())
