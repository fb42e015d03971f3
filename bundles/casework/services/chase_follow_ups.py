"""A check that nobody made in time is chased, once (T4)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.utils import timezone

from bundles.casework.actors import MACHINE
from bundles.casework.bells import Fact
from bundles.casework.models import FollowUp
from bundles.rounds import each

from . import moves

AT_ONCE: Final = 500
"""Checks in one round; the next round takes the rest."""


def chase_follow_ups(now: datetime | None = None) -> int:
    """Write down once, for each stage that is overdue, that it is; how many.

    It looks at what is late, not at what day it is: rounds that were missed are made up for by one.
    """
    late = FollowUp.objects.filter(
        over_at__isnull=True, chased_at__isnull=True, due_at__lt=now or timezone.now()
    )
    ids = late.order_by("due_at").values_list("work_item", flat=True)[:AT_ONCE]
    return each("chase_follow_ups", ids, _chased)


def _chased(work_item_id: int) -> bool:
    with moves.opened_at_item(work_item_id, by=MACHINE) as (case, item):
        check = FollowUp.objects.select_related("department").get(work_item=item)
        late = check.due_at is not None and check.due_at < case.at
        if check.is_over or check.chased_at is not None or not late:
            return False
        check.chased_at = case.at
        check.save(update_fields=["chased_at"])
        told = {"to": check.stage, "supervising": check.department.code}
        case.record("follow_up.overdue", told, item=item)
        case.ring(Fact.FOLLOW_UP_MOVED)
    return True
