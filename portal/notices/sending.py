"""The outbox: what waits goes out, in order for each case, however often that has to be tried.

At least once: a sender takes a row by pushing its ``due_at`` ahead and commits before it speaks to
the mail server, so that nothing is ever sent inside a transaction. One that dies between sending
and marking leaves the row to be sent again after ``LEASE``, under the same Message-ID.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.notices import letters, texting
from portal.notices.models import Channel, Dispatch, Wishes

log = structlog.get_logger(__name__)

LEASE: Final = timedelta(minutes=10)
"""How long a row belongs to whoever took it: longer than a task may run."""

FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=2)
PATIENCE: Final = timedelta(days=5)
"""After a first failure one minute, then twice as long each time, and given up after five days."""

BATCH: Final = 200
"""At most so many in one go; the next bell or the clock takes the rest."""


class Undeliverable(Exception):
    """There is nowhere to send it: no address, or nobody behind it."""

    code = "undeliverable"


def send_due() -> int:
    """Send what is due; how many went out. Nothing is raised: what fails is tried again later."""
    sent = 0
    for _turn in range(BATCH):
        dispatch = _take()
        if dispatch is None:
            break
        sent += _send(dispatch)
    return sent


def waiting() -> QuerySet[Dispatch]:
    return Dispatch.objects.filter(sent_at__isnull=True, given_up_at__isnull=True)


def _take() -> Dispatch | None:
    """The row due longest, with nothing before it in its line; it is ours for ``LEASE``."""
    now = timezone.now()
    earlier = waiting().filter(line=OuterRef("line"), pk__lt=OuterRef("pk"))
    with transaction.atomic():
        found = (
            waiting()
            .filter(~Exists(earlier), due_at__lte=now)
            .order_by("due_at", "pk")
            .select_for_update(skip_locked=True, of=("self",))
            .values_list("pk", flat=True)
            .first()
        )
        if found is None:
            return None
        Dispatch.objects.filter(pk=found).update(due_at=now + LEASE, attempts=F("attempts") + 1)
    return Dispatch.objects.select_related("notice__submission", "notice__applicant").get(pk=found)


def _send(dispatch: Dispatch) -> bool:
    try:
        SENDERS[Channel(dispatch.channel)](dispatch)
    except Undeliverable as error:
        _mark(dispatch, given_up_at=timezone.now(), error=str(error))
        return False
    except Exception as error:  # noqa: BLE001 — a mail server may fail in any way; it is tried again
        _later(dispatch, error)
        return False
    _mark(dispatch, sent_at=timezone.now(), error="")
    return True


def _by_email(dispatch: Dispatch) -> None:
    person = dispatch.notice.applicant_id
    user = (
        User.objects.filter(applicant=person, is_active=True).exclude(email_fingerprint="").first()
    )
    if user is None:
        raise Undeliverable("no e-mail address")
    letter = letters.email(dispatch, to=user.email, wishes=_wishes(person))
    with get_connection() as post:
        post.send_messages([letter])


def _by_sms(dispatch: Dispatch) -> None:
    applicant = dispatch.notice.applicant
    phone = texting.phone_of(applicant)
    if not phone or not texting.ready():
        raise Undeliverable("no telephone number or no sender")
    texting.send(phone, letters.text_message(dispatch, wishes=_wishes(applicant.pk)))


SENDERS: Final[dict[Channel, Callable[[Dispatch], None]]] = {
    Channel.EMAIL: _by_email,
    Channel.SMS: _by_sms,
}


def _wishes(applicant_id: int) -> Wishes:
    return Wishes.objects.filter(applicant=applicant_id).first() or Wishes()


def _later(dispatch: Dispatch, error: Exception) -> None:
    """Try again, or give up: a refused address at once, anything else after ``PATIENCE``."""
    now = timezone.now()
    told = type(error).__name__  # its text may hold the address
    log.warning("notice_not_sent", dispatch=dispatch.pk, attempt=dispatch.attempts, error=told)
    refused = isinstance(error, smtplib.SMTPRecipientsRefused) and _for_good(error)
    if refused or now - dispatch.created_at > PATIENCE:
        _mark(dispatch, given_up_at=now, error=told)
    else:
        _mark(dispatch, due_at=now + wait(dispatch.attempts), error=told)


def wait(attempts: int) -> timedelta:
    """After so many attempts, how long until the next."""
    doubled: int = 1 << min(max(attempts - 1, 0), 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def _for_good(error: smtplib.SMTPRecipientsRefused) -> bool:
    """5xx is the mail server's last word, 4xx is not."""
    return all(500 <= code < 600 for code, _text in error.recipients.values())


def _mark(dispatch: Dispatch, **values: datetime | str) -> None:
    Dispatch.objects.filter(pk=dispatch.pk, sent_at__isnull=True).update(**values)
