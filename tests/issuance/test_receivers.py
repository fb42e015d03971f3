"""Who comes for an organisation: its representative, wherever that one is known from."""

from __future__ import annotations

import pytest

from applicants.models import Applicant
from applicants.organisations import declare, leave
from applicants.selectors import memberships_of
from bundles.casework.models import Submission
from bundles.issuance.exceptions import NotAuthorised, NotTheReceiver
from bundles.issuance.receivers import Capacity, Receiver, entitled
from tests import cases, restaurants

pytestmark = pytest.mark.django_db
USCC = "91152531MADEM0011W"


@pytest.fixture
def sarula(library: None) -> Applicant:
    """Represents a company, in whose name she opens a restaurant."""
    return cases.an_applicant("萨如拉")


@pytest.fixture
def filed(sarula: Applicant) -> Submission:
    """By the company; nothing on the form of a restaurant names a legal representative."""
    company = declare(sarula, name="乌拉盖牧歌餐饮有限公司", uscc=USCC, phone=sarula.phone)
    return restaurants.filed(company.organisation)


def comes(submission: Submission, who: Applicant, capacity: Capacity) -> None:
    receiver = Receiver(who.name, who.id_number, str(capacity.label))
    entitled(submission, receiver, capacity, on_paper=False)


def test_who_represents_an_organisation_collects_what_it_applied_for(
    filed: Submission, sarula: Applicant
) -> None:
    comes(filed, sarula, Capacity.REPRESENTATIVE)
    again = cases.an_applicant("萨如拉")
    again.id_number = sarula.id_number  # she registered twice
    again.save()
    comes(filed, again, Capacity.REPRESENTATIVE)


def test_anybody_else_is_told_that_the_form_names_nobody(
    filed: Submission, sarula: Applicant
) -> None:
    with pytest.raises(NotTheReceiver, match="没有写法定代表人"):
        comes(filed, cases.an_applicant("孟克"), Capacity.REPRESENTATIVE)
    with pytest.raises(NotAuthorised):
        comes(filed, cases.an_applicant("孟克"), Capacity.AGENT)
    (membership,) = memberships_of(sarula)
    leave(membership.pk)
    with pytest.raises(NotTheReceiver, match="没有登记此人代表该单位"):
        comes(filed, sarula, Capacity.REPRESENTATIVE)


def test_who_represents_another_organisation_of_that_number_does_not(filed: Submission) -> None:
    stranger = cases.an_applicant("孟克")
    declare(stranger, name="乌拉盖牧歌餐饮有限公司", uscc=USCC, phone=stranger.phone)
    with pytest.raises(NotTheReceiver):
        comes(filed, stranger, Capacity.REPRESENTATIVE)


def test_an_organisation_comes_through_somebody_and_never_itself(
    filed: Submission, sarula: Applicant
) -> None:
    with pytest.raises(NotTheReceiver, match="申请人是单位"):
        comes(filed, sarula, Capacity.APPLICANT)


def test_a_person_has_no_representative_and_is_told_so(library: None) -> None:
    own = restaurants.filed()
    comes(own, own.applicant, Capacity.APPLICANT)
    with pytest.raises(NotTheReceiver, match="申请人是个人"):
        comes(own, own.applicant, Capacity.REPRESENTATIVE)


def test_whom_the_form_names_collects_and_another_number_does_not_fit_it(library: None) -> None:
    submission = cases.filed()
    named = submission.answers["blocks"]["legal_representative"]
    receiver = Receiver(named["name"], named["id_number"], "法定代表人")
    entitled(submission, receiver, Capacity.REPRESENTATIVE, on_paper=False)
    with pytest.raises(NotTheReceiver, match="与申请表中法定代表人"):
        comes(submission, cases.an_applicant("孟克"), Capacity.REPRESENTATIVE)
