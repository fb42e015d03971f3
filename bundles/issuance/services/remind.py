"""Whoever does not come for their results is reminded."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import MACHINE
from bundles.casework.bells import Fact, ring_after_commit
from bundles.issuance.locking import locked
from bundles.issuance.models import Batch
from bundles.issuance.selectors import OVERDUE_AFTER, overdue
from bundles.rounds import each
from departments.models import Hall

AT_ONCE = 500
"""Cases in one round; the next round takes the rest."""


def remind(now: datetime | None = None) -> int:
    """Remind once whoever has left results lying for another ``OVERDUE_AFTER``; how many cases.

    It looks at how long ago the last reminder was, not at what day it is: rounds that were missed
    are made up for by one reminder, and none is sent twice (T4).
    """
    now = now or timezone.now()
    due = Q(reminded_at__isnull=True) | Q(reminded_at__lte=now - OVERDUE_AFTER)
    cases: set[int] = set()
    for hall in Hall.objects.values_list("pk", flat=True):
        found = overdue(hall, now).filter(due).values_list("submission", flat=True)
        cases.update(found[: AT_ONCE - len(cases)])
    return each("remind", sorted(cases), partial(_reminded, now=now))


@transaction.atomic
def _reminded(submission_id: int, now: datetime) -> int:
    submission = locked(pk=submission_id)
    due = Q(reminded_at__isnull=True) | Q(reminded_at__lte=now - OVERDUE_AFTER)
    ids = overdue(submission.hall_id, now).filter(due, submission=submission).values_list("pk")
    count = Batch.objects.filter(pk__in=[pk for (pk,) in ids]).update(reminded_at=now)
    if not count:
        return 0
    casework.note(submission.pk, kind="issuance.reminded", by=MACHINE, batches=count)
    ring_after_commit(Fact.ISSUED, submission.pk)
    return 1
