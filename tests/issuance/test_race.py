"""Several workers hear the same bell."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from bundles.casework.models import Event
from bundles.casework.states import SubmissionStatus
from bundles.issuance import services
from bundles.issuance.models import Batch, Certificate
from bundles.papers.models import Paper
from tests.issuance import cases

WORKERS = 4


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_issue_each_result_once() -> None:
    case = cases.decided()
    start = Barrier(WORKERS)

    def work(_: int) -> None:
        try:
            start.wait(timeout=30)
            services.issue(case.pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))
    assert Batch.objects.count() == 1
    assert Certificate.objects.filter(issued_at__isnull=False).count() == 6
    assert Paper.objects.exclude(kind__in=("receipt", "acceptance")).count() == 7
    assert Event.objects.filter(kind="issuance.reserved").count() == 1
    assert Event.objects.filter(kind="submission.issued").count() == 1
    assert case.submission.state is SubmissionStatus.ISSUED
