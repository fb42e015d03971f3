"""Whoever leaves results lying is reminded once per interval, whatever beat did (T4)."""

from datetime import timedelta

from django.utils import timezone

from bundles.casework.models import Event
from bundles.issuance import selectors, services
from bundles.issuance.models import Batch
from tests.issuance.cases import Case

AFTER = selectors.OVERDUE_AFTER


def test_after_a_week_without_beat_everybody_is_reminded_exactly_once(decided: Case) -> None:
    services.issue(decided.pk)
    now = timezone.now()
    assert services.remind(now + 3 * AFTER) == 0  # the seals are not here: nothing lies ready
    decided.receive_seals()
    assert services.remind(now + AFTER - timedelta(hours=1)) == 0
    late = now + AFTER + timedelta(days=7)
    assert services.remind(late) == 1
    assert services.remind(late) == 0
    assert services.remind(late + AFTER - timedelta(hours=1)) == 0
    assert services.remind(late + 2 * AFTER) == 1
    assert Event.objects.filter(kind="issuance.reminded").count() == 2
    assert Batch.objects.get(submission=decided.pk).reminded_at == late + 2 * AFTER
