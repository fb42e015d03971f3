"""What of the work between halls the authorisation matrix opens."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from bundles.casework.models import Submission
from bundles.reception.models import LookIn, TransferList
from bundles.reception.services.passing_on import open_list, put_on, send_off
from departments.models import Hall
from tests import cases
from tests.console.halls.conftest import taken_in
from tests.console.stage import NUMBERS, Role, Stage


def taken_in_of(stage: Stage) -> str:
    """A case of this hall that the other hall took in."""
    there = Submission.objects.filter(taken_in_at__code="xlht-hall", number__isnull=False)
    return str((there.first() or taken_in()).number)


def list_of(stage: Stage) -> str:
    """An empty list from this hall to the other one."""
    return open_list(stage.filed.hall, _other(), by=cases.clerk()).number


def sent_list_of(stage: Stage) -> str:
    """A list that is on its way from this hall to the other one."""
    gone = TransferList.objects.filter(closed_at__isnull=False).first()
    if gone is not None:
        return gone.number
    transfer = open_list(stage.filed.hall, _other(), by=cases.clerk())
    put_on(transfer.pk, number=taken_in_of(stage), by=cases.clerk())
    return send_off(transfer.pk, carrier="", by=cases.clerk()).number


def looked_at(stage: Stage) -> str:
    """A case that the clerk and the head of the hall may look at just now."""
    now = timezone.now()
    for role in (Role.CLERK, Role.HEAD):
        LookIn.objects.create(
            officer=NUMBERS[role],
            submission=stage.filed,
            opened_at=now,
            expires_at=now + timedelta(minutes=30),
        )
    return str(stage.filed.number)


def _other() -> Hall:
    return Hall.objects.get(code="xlht-hall")
