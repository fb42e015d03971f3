"""Organisations: declared by who represents them, proven by a licence, never by a typed number."""

from typing import Any

import pytest
from django.test import Client

from applicants.models import Applicant, IdentityLevel, Membership, Proof
from applicants.services import register_person
from bundles.casework.models import Submission
from bundles.issuance.models import Certificate
from bundles.issuance.services.issue import issue
from portal.accounts.models import User
from portal.demo.company import Company
from tests import cases

pytestmark = pytest.mark.django_db

ADD = "/mine/organisations/add/"
FIELDS = {
    "name": "乌拉盖牧歌乳业有限公司",
    "uscc": "91152531MADEM0011W",
    "phone": "0479-3351234",
    "declared": "on",
}


def founded_by(person: Applicant) -> Certificate:
    """A company licence issued here to the person who filed for it and represents it.

    The person takes the name and number that the invented company has for its representative.
    """
    company = Company(seed=77, today=cases.TODAY)
    named = company.answers["blocks"]["legal_representative"]
    person.name, person.id_number = named["name"], named["id_number"]
    person.save()
    case = cases.decided(cases.in_review(cases.filed(person, company)))
    issue(case.pk)
    return Certificate.objects.get(work_item__submission=case, work_item__key="E1")


def add(client: Client, **changed: str) -> Any:
    return client.post(ADD, FIELDS | changed)


def test_an_organisation_is_added_by_who_represents_it(his: Client) -> None:
    membership = Membership.objects.filter(organisation__kind="organisation")
    answer = add(his)
    assert answer["Location"] == f"/mine/organisations/{membership.get().pk}/"
    page = his.get("/mine/organisations/").content.decode()
    assert "乌拉盖牧歌乳业有限公司" in page
    assert "本人申报" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "\0"), ("uscc", "91152531MADEM0011X"), ("phone", "1")],
)
def test_each_refusal_names_its_field(his: Client, field: str, value: str) -> None:
    answer = add(his, **{field: value})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not Membership.objects.exists()


def test_only_its_representative_adds_an_organisation(his: Client) -> None:
    fields = {key: value for key, value in FIELDS.items() if key != "declared"}
    assert "只有法定代表人" in his.post(ADD, fields).content.decode()
    assert not Membership.objects.exists()


def test_pressing_twice_adds_one(his: Client) -> None:
    add(his)
    add(his)
    assert Membership.objects.count() == 1


def test_an_organisation_may_begin_a_case_and_its_representative_finds_it(his: Client) -> None:
    add(his)
    organisation = Membership.objects.get().organisation
    address = "/bundles/152571000000/company-opening/"
    assert "乌拉盖牧歌乳业有限公司" in his.get(address).content.decode()
    token = "7a0f9b52-8f3c-4f5e-9d4e-0d5f3f1c2b3a"
    his.post(f"{address}start/", {"token": token, "applicant": str(organisation.pk)})
    assert Submission.objects.get().applicant == organisation
    assert his.get(f"/cases/{token}/form/").status_code == 200
    assert token in his.get("/cases/").content.decode()


def test_nobody_begins_a_case_in_a_strangers_name(his: Client, hers: Client) -> None:
    add(his)
    organisation = Membership.objects.get().organisation
    fields = {"token": "7a0f9b52-8f3c-4f5e-9d4e-0d5f3f1c2b3a", "applicant": str(organisation.pk)}
    answer = hers.post("/bundles/152571000000/company-opening/start/", fields)
    assert answer.status_code == 404
    assert not Submission.objects.exists()


def test_a_licence_issued_here_proves_its_representative(his: Client, wang: User) -> None:
    assert wang.applicant is not None
    licence = founded_by(wang.applicant)
    page = his.get("/mine/organisations/").content.decode()
    assert licence.holder in page
    prefilled = his.get(f"{ADD}?uscc={licence.holder_uscc}").content.decode()
    assert licence.holder_uscc in prefilled
    add(his, name=licence.holder, uscc=licence.holder_uscc)
    membership = Membership.objects.get()
    assert membership.proof == Proof.LICENCE
    assert membership.organisation.level == IdentityLevel.VERIFIED
    assert licence.holder not in his.get("/mine/organisations/").context["offered"]


def test_a_strangers_number_typed_at_registration_proves_nothing(his: Client, wang: User) -> None:
    assert wang.applicant is not None
    founder = register_person(name="李娜", id_number="152502198511220015", phone="13947954321")
    licence = founded_by(founder)
    wang.applicant.name, wang.applicant.id_number = founder.name, founder.id_number  # only typed
    wang.applicant.save()
    add(his, name=licence.holder, uscc=licence.holder_uscc)
    membership = Membership.objects.get()
    his.post(f"/mine/organisations/{membership.pk}/prove/")
    membership.refresh_from_db()
    assert membership.proof == Proof.DECLARED


def test_without_a_licence_the_page_says_to_come_to_the_window(his: Client) -> None:
    add(his)
    address = f"/mine/organisations/{Membership.objects.get().pk}/"
    answer = his.post(f"{address}prove/", follow=True)
    assert "到窗口核对" in answer.content.decode()


def test_its_contact_is_kept_and_wrong_ones_are_named(his: Client) -> None:
    add(his)
    membership = Membership.objects.get()
    address = f"/mine/organisations/{membership.pk}/"
    good = {"phone": "13847912345", "address": "振兴路 1 号", "postcode": "", "email": ""}
    assert his.post(address, good)["Location"] == address
    assert "振兴路 1 号" in his.get(address).content.decode()
    assert his.post(address, good | {"phone": "12"}).status_code == 422


def test_who_leaves_sees_its_cases_no_more(his: Client) -> None:
    add(his)
    membership = Membership.objects.get()
    token = "7a0f9b52-8f3c-4f5e-9d4e-0d5f3f1c2b3a"
    start = "/bundles/152571000000/company-opening/start/"
    his.post(start, {"token": token, "applicant": str(membership.organisation_id)})
    his.post(f"/mine/organisations/{membership.pk}/leave/")
    assert his.get(f"/cases/{token}/").status_code == 404
    assert his.get(f"/mine/organisations/{membership.pk}/").status_code == 404
