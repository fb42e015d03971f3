"""The same request sent again: after the answer was lost, and while the first still runs (T13)."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from bundles.casework.models import Decision, Event
from portal.api import idempotency
from portal.api.models import StoredAnswer
from portal.demo.company import Company
from tests import cases
from tests.api.calls import problem, system_of

COMPANY = Company(seed=17, today=cases.TODAY)


@pytest.mark.django_db(transaction=True)
def test_duplicates_at_the_same_moment_do_it_once_and_all_get_the_same_answer() -> None:
    item = cases.claimed(cases.in_review(), "E1")
    system = system_of(item)
    address, seen = f"work-items/{item.number}/approve/", f'"{item.revision}"'
    body = {"officer": "WLG-SC-01", "result": COMPANY.result("E1")}
    barrier, answers = threading.Barrier(4), list[Any]()

    def send() -> None:
        try:
            barrier.wait(timeout=10)
            answers.append(system.post(address, body, if_match=seen, idempotency_key="one"))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert [each.status_code for each in answers] == [200] * 4
    assert len({each.content for each in answers}) == 1
    assert len({each["ETag"] for each in answers}) == 1
    assert sum("Idempotent-Replayed" in each for each in answers) == 3
    assert Decision.objects.filter(work_item=item).count() == 1
    assert Event.objects.filter(work_item=item, kind="work_item.approved").count() == 1


@pytest.mark.django_db
def test_a_refusal_is_not_remembered_so_the_mended_request_goes_through() -> None:
    item = cases.claimed(cases.in_review(), "E1")
    system = system_of(item)
    wrong = {"officer": "WLG-SC-01", "result": {}}
    problem(system.verb(item, "approve", wrong, idempotency_key="k"), 422, "result_invalid")
    assert not StoredAnswer.objects.exists()
    right = {"officer": "WLG-SC-01", "result": COMPANY.result("E1")}
    assert system.verb(item, "approve", right, idempotency_key="k").status_code == 200


@pytest.mark.django_db
def test_the_version_seen_is_part_of_the_request() -> None:
    item = cases.item(cases.in_review(), "E1")
    system, body = system_of(item), {"officer": "WLG-SC-01"}
    assert system.verb(item, "claim", body, idempotency_key="k").status_code == 200
    problem(system.verb(item, "claim", body, idempotency_key="k"), 422, "idempotency_key_reused")


@pytest.mark.django_db
def test_the_order_of_the_bodys_members_is_no_difference() -> None:
    item = cases.claimed(cases.in_review(), "E1")
    system, seen = system_of(item), f'"{item.revision}"'
    one = {"officer": "WLG-SC-01", "procedure": "hearing"}
    other = dict(reversed(one.items()))
    first = system.verb(item, "suspend", one, if_match=seen, idempotency_key="k")
    again = system.verb(item, "suspend", other, if_match=seen, idempotency_key="k")
    assert first.status_code == again.status_code == 200
    assert first.content == again.content


@pytest.mark.django_db
def test_each_key_has_names_of_its_own() -> None:
    first, second = cases.item(cases.in_review(), "E1"), cases.item(cases.in_review(), "E1")
    body = {"officer": "WLG-SC-01"}
    one, other = system_of(first), system_of(second)
    assert one.verb(first, "claim", body, idempotency_key="k").status_code == 200
    assert other.verb(second, "claim", body, idempotency_key="k").status_code == 200
    assert StoredAnswer.objects.count() == 2


@pytest.mark.django_db
def test_a_name_must_be_visible_and_not_too_long() -> None:
    item = cases.item(cases.in_review(), "E1")
    system, body = system_of(item), {"officer": "WLG-SC-01"}
    for name in ("a b", "x" * 256, "é", "\t"):
        response = system.verb(item, "claim", body, idempotency_key=name)
        problem(response, 400, "idempotency_key_invalid")
    assert system.verb(item, "claim", body, idempotency_key="x" * 255).status_code == 200


@pytest.mark.django_db
def test_what_is_stored_says_nothing_of_any_person() -> None:
    item = cases.claimed(cases.in_review(), "E1")
    body = {"officer": "WLG-SC-01", "result": COMPANY.result("E1")}
    assert system_of(item).verb(item, "approve", body, idempotency_key="k").status_code == 200
    stored = StoredAnswer.objects.values().get()
    for value in (COMPANY.uscc, COMPANY.founder.name, COMPANY.name):
        assert value not in str(stored)


@pytest.mark.django_db
def test_old_answers_are_forgotten() -> None:
    item = cases.item(cases.in_review(), "E1")
    system = system_of(item)
    assert system.verb(item, "claim", {"officer": "WLG-SC-01"}, idempotency_key="k").status_code
    assert idempotency.forget_old() == 0
    StoredAnswer.objects.update(created_at=timezone.now() - idempotency.KEPT - timedelta(hours=1))
    assert idempotency.forget_old() == 1
