"""What a list opens of the people in it: their names, shown masked, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from applicants.sealing import Sealed
from portal.accounts.models import User
from portal.console.desk.queues import Queue
from tests import cases
from tests.console.seats import Seat


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every sealed column that was opened since."""
    found: set[str] = set()
    unseal = Sealed.unseal

    def told(field: Any, token: str) -> Any:
        if field.model is not User:  # the clerk's own account
            found.add(field._label())
        return unseal(field, token)

    monkeypatch.setattr(Sealed, "unseal", told)
    return found


@pytest.mark.parametrize(
    "address",
    [f"queues/{Queue.WAITING.value}/", f"queues/{Queue.IN_REVIEW.value}/", "handover/arrivals/"],
)
def test_a_list_opens_names_alone(
    batu: Seat, library: None, opened: set[str], address: str
) -> None:
    cases.filed()
    cases.in_review()
    cases.decided()
    opened.clear()
    assert batu.get(address).status_code == 200
    assert opened <= {"applicants.Applicant.name"}


def test_a_search_opens_names_alone(batu: Seat, library: None, opened: set[str]) -> None:
    person = cases.filed().applicant
    opened.clear()
    assert batu.post("cases/", q=person.name, reason="申请人到场").status_code == 200
    assert opened == {"applicants.Applicant.name"}
