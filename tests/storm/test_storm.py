"""T1: hundreds of cases, every department at one barrier, each request sent twice, calamity
meanwhile.

``script/storm`` runs it with 200 cases of each kind; ``STORM_CASES`` says otherwise.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import monotonic, sleep
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from redis import Redis

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.ledger import breaks
from bundles.casework.models import MachineStep, Submission, WorkItem
from bundles.casework.selectors.review import review_hash
from bundles.casework.states import SubmissionStatus
from bundles.casework.sweep import sweep
from bundles.issuance.models import Batch, Certificate
from departments.models import Hall
from portal.demo.company import Company
from tests import cases
from tests.api.calls import System, system_of
from tests.catalogue.library import independent_answers, publish_six_independent
from tests.storm.workers import Workers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("library")]

CASES = int(os.environ.get("STORM_CASES", "200"))
PATIENCE = 1200  # seconds for the last result to appear
KEYS = ("E1", "E2", "E3", "E4", "E5", "E6")
DEPARTMENTS = 6
TWICE = 2
COMPANY = Company(seed=7, today=cases.TODAY)
RESULTS = {key: COMPANY.result(key) for key in KEYS}

Filing = Callable[[], Submission]
Calamity = Callable[[Workers], None]


def six_in_one() -> Submission:
    return cases.filed()


def six_independent() -> Submission:
    applicant = cases.an_applicant()
    by = Actor.for_applicant(applicant)
    draft = services.start(
        publish_six_independent(),
        applicant,
        hall=Hall.objects.get(code="wlg-hall"),
        token=uuid4(),
        by=by,
    )
    for block, values in independent_answers()["blocks"].items():
        services.save_answers(draft.pk, block=block, values=values, by=by)
    reviewed = review_hash(Submission.objects.get(pk=draft.pk))
    return services.apply(draft.pk, reviewed=reviewed, by=by)


def a_worker_killed(workers: Workers) -> None:
    workers.kill_one()


def the_broker_wiped(_workers: Workers) -> None:
    Redis.from_url(settings.REDIS_URL).flushdb()


class Departments:
    """Six departments' systems, whose requests all start at one barrier."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool = pool
        self.systems: dict[int, System] = {}
        self.reviewers: dict[int, str] = {}

    def know(self, items: list[WorkItem]) -> None:
        for item in items:
            if item.department_id not in self.systems:
                self.systems[item.department_id] = system_of(item)
                self.reviewers[item.department_id] = cases.reviewer(item).id

    def act(self, items: list[WorkItem], verb: str) -> Counter[int]:
        """Send ``verb`` for every item twice, all at once; the status codes that came back."""
        self.know(items)
        barrier = Barrier(len(items) * TWICE)
        sent = [
            self.pool.submit(self._send, barrier, item, verb)
            for item in items
            for _ in range(TWICE)
        ]
        return Counter(each.result() for each in sent)

    def _send(self, barrier: Barrier, item: WorkItem, verb: str) -> int:
        body: dict[str, object] = {"officer": self.reviewers[item.department_id]}
        if verb == "approve":
            body["result"] = RESULTS[item.key]
        barrier.wait()
        response = self.systems[item.department_id].post(
            f"work-items/{item.number}/{verb}/", body, if_match=f'"{item.revision}"'
        )
        return int(response.status_code)


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    """As many threads as requests can meet at a barrier; each gives its connection back."""
    count = DEPARTMENTS * TWICE
    with ThreadPoolExecutor(count) as threads:
        yield threads
        barrier = Barrier(count)

        def leave() -> None:
            barrier.wait()
            connection.close()

        for each in [threads.submit(leave) for _thread in range(count)]:
            each.result()


@pytest.mark.parametrize("calamity", [a_worker_killed, the_broker_wiped])
@pytest.mark.parametrize("filing", [six_independent, six_in_one])
def test_every_case_is_issued_exactly_once(
    filing: Filing, calamity: Calamity, pool: ThreadPoolExecutor, tmp_path: Path
) -> None:
    departments = Departments(pool)
    submissions = [filing() for _case in range(CASES)]
    with Workers(tmp_path / "workers.log") as workers:
        for turn, submission in enumerate(submissions):
            if turn in (CASES // 3, CASES // 2):
                calamity(workers)
            cases.accepted(cases.fresh(submission))
            decide(submission, departments)
        calamity(workers)
        wait_for_the_last(submissions)
    everything_once(submissions)


def decide(submission: Submission, departments: Departments) -> None:
    """Claim and approve frontier after frontier until nothing is left to decide."""
    services.fan_out(submission.pk)
    while frontier := list(submission.work_items.filter(status="queued")):
        answered = departments.act(frontier, "claim")
        assert answered[200] == len(frontier), answered
        claimed = list(submission.work_items.filter(status="claimed"))
        answered = departments.act(claimed, "approve")
        assert answered[200] == len(claimed), answered
        assert set(answered) <= {200, 409, 412}, answered
    assert cases.fresh(submission).decided_at is not None


def wait_for_the_last(submissions: list[Submission]) -> None:
    """Ring as beat would, once in a while, until every result is out."""
    everyone = Submission.objects.filter(pk__in=[each.pk for each in submissions])
    give_up = monotonic() + PATIENCE
    while everyone.exclude(status=SubmissionStatus.ISSUED).exists():
        assert monotonic() < give_up, Counter(everyone.values_list("status", flat=True))
        sweep()
        sleep(5)


def everything_once(submissions: list[Submission]) -> None:
    ids = [each.pk for each in submissions]
    assert Certificate.objects.filter(batch__submission__in=ids).count() == 6 * len(ids)
    assert Batch.objects.filter(submission__in=ids, final=True).count() == len(ids)
    assert Batch.objects.filter(submission__in=ids).count() == len(ids)
    numbers = Certificate.objects.values_list("number", flat=True)
    assert len(set(numbers)) == len(numbers)
    assert not MachineStep.objects.filter(stalled_at__isnull=False).exists()
    assert list(breaks(Submission.objects.filter(pk__in=ids))) == []
    for each in Submission.objects.filter(pk__in=ids):
        assert each.events.filter(kind="submission.decided").count() == 1
        assert each.events.filter(kind="submission.issued").count() == 1
