"""See, take away, delete: everything that is kept, equal to what was handed in, gone in truth."""

import io
import json
import time
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from applicants import consents, documents
from applicants.models import Applicant, Consent, Document
from bundles.casework import services
from bundles.casework.models import Filing, Submission
from bundles.issuance.services.issue import issue
from bundles.papers.services import print_due
from departments.models import Officer
from portal.accounts.disclosures import disclose
from portal.accounts.models import User
from tests import cases
from tests.web.company import begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(wang: User) -> Applicant:
    assert wang.applicant is not None
    return wang.applicant


@pytest.fixture(autouse=True)
def just_signed_in(his: Client, wang: User) -> None:
    session = his.session
    session["account_authentication_methods_user"] = str(wang.pk)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()


def archive(client: Client) -> ZipFile:
    answer = client.post("/mine/export/")
    assert answer["Content-Type"] == "application/zip"
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[arg-type]


def data(client: Client) -> dict[str, Any]:
    with archive(client) as opened:
        found: dict[str, Any] = json.loads(opened.read("data.json"))
    return found


def issued(person: Applicant) -> Submission:
    case = cases.decided(cases.in_review(cases.filed(person)))
    issue(case.pk)
    print_due(case.pk)
    return cases.fresh(case)


# --- seeing


def test_the_overview_leads_to_everything(his: Client, person: Applicant) -> None:
    cases.draft(person)
    page = his.get("/mine/").content.decode()
    for name in ("profile", "organisations", "agents", "acting", "documents", "consents"):
        assert f'href="/mine/{name}/"' in page
    for name in ("looks", "export", "delete"):
        assert f'href="/mine/{name}/"' in page
    assert "王晓明" not in page


def test_an_empty_account_has_pages_that_say_so(his: Client) -> None:
    for name in ("organisations", "agents", "acting", "documents", "consents", "looks"):
        answer = his.get(f"/mine/{name}/")
        assert answer.status_code == 200
        assert "没有" in answer.content.decode()


# --- who looked


def test_who_looked_when_at_what_and_why(his: Client, hers: Client, person: Applicant) -> None:
    case = cases.in_review(cases.filed(person))
    officer = Officer.objects.get(number="WLG-ZW-01")
    clerk = User.objects.create_user(
        username="wangmin", officer=officer, id_number="152502198511220015"
    )
    disclose(
        clerk, kind="submission", subject_id=str(case.number), what="answers", reason="核对身份证"
    )
    page = his.get("/mine/looks/").content.decode()
    for told in ("核对身份证", "表单里没有遮盖的内容", str(case.number), "市场监督管理局"):
        assert told in page
    assert "核对身份证" not in hers.get("/mine/looks/").content.decode()


# --- taking away


def test_what_was_handed_in_is_given_as_it_was_handed_in(his: Client, person: Applicant) -> None:
    case = cases.filed(person)
    filing = Filing.objects.get(submission=case)
    told = next(one for one in data(his)["cases"] if one["number"] == case.number)
    assert told["filings"][0]["content"] == filing.content
    assert told["filings"][0]["review_hash"] == filing.review_hash


def test_later_changes_do_not_reach_what_was_handed_in(his: Client, person: Applicant) -> None:
    case = cases.filed(person)
    before = data(his)["cases"][0]["filings"]
    services.take_back(case.pk, by=cases.own(case))
    services.save_answers(case.pk, block="capital", values={"amount": "7"}, by=cases.own(case))
    assert data(his)["cases"][0]["filings"] == before


def test_everything_kept_and_every_file_is_in_the_archive(his: Client, person: Applicant) -> None:
    case = issued(person)
    with archive(his) as opened:
        names = set(opened.namelist())
        told = json.loads(opened.read("data.json"))
        for one in told["documents"]:
            assert opened.read(one["file"]).startswith(b"%PDF")
        papers = told["cases"][0]["papers"]
        for one in papers:
            assert opened.read(one["file"]).startswith(b"%PDF")
    assert len(told["documents"]) == Document.objects.filter(owner=person).count()
    assert len(papers) == case.papers.count()
    assert told["format"] == "one-window-portal/my-data/1"
    assert told["person"]["id_number"] == person.id_number
    assert told["account"]["username"] == "wangxiaoming"
    assert len(told["cases"][0]["certificates"]) == 6
    assert told["cases"][0]["ledger"][0]["sequence"] == 1
    kept = {"account", "person", "organisations", "agents", "acting_for", "invitations"}
    kept |= {
        "consents",
        "documents",
        "cases",
        "messages",
        "looked_at",
        "given_to",
        "registers_asked",
    }
    assert set(told) == kept | {"format", "made_at"}
    assert names == {"data.json"} | {one["file"] for one in [*told["documents"], *papers]}


def test_nobody_elses_data_is_in_the_archive(his: Client, person: Applicant) -> None:
    other = cases.filed(cases.an_applicant("赵强"))
    cases.filed(person)
    told = json.dumps(data(his), ensure_ascii=False)
    assert str(other.token) not in told
    assert str(other.number) not in told


def test_who_signed_in_long_ago_proves_who_they_are_first(his: Client, wang: User) -> None:
    """At a machine somebody has left, nobody takes the archive or deletes the account."""
    session = his.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session.save()
    for address, fields in (("/mine/export/", {}), ("/mine/delete/", {"sure": "on"})):
        answer = his.post(address, fields)
        assert answer["Location"].startswith("/accounts/again/?next=%2Fmine%2F")
    assert User.objects.filter(pk=wang.pk).exists()


# --- deleting


def test_a_document_of_no_case_is_deleted_with_its_bytes(
    his: Client, person: Applicant, django_capture_on_commit_callbacks: Any
) -> None:
    document = cases.a_document(person)
    with django_capture_on_commit_callbacks(execute=True):
        his.post(f"/mine/documents/{document.pk}/delete/")
    assert not Document.objects.exists()
    assert not documents.vault().exists(document.address)


def test_a_document_of_a_case_stays_and_the_page_says_why(his: Client, person: Applicant) -> None:
    cases.filed(person)
    document = Document.objects.filter(owner=person).first()
    assert document is not None
    answer = his.post(f"/mine/documents/{document.pk}/delete/", follow=True)
    assert "不能删除" in answer.content.decode()
    assert Document.objects.filter(pk=document.pk).exists()


def test_a_file_taken_out_before_filing_can_be_deleted(his: Client, person: Applicant) -> None:
    draft = cases.draft(person)
    handed = draft.handed_materials.get(material_key="M07")
    services.detach(draft.pk, handed_id=handed.pk, by=cases.own(draft))
    his.post(f"/mine/documents/{handed.document_id}/delete/")
    assert not Document.objects.filter(pk=handed.document_id).exists()


def test_a_draft_is_deleted_after_a_page_that_asks(his: Client) -> None:
    token = begin(his).split("/")[-2]
    assert "不能恢复" in his.get(f"/mine/drafts/{token}/delete/").content.decode()
    assert Submission.objects.exists()
    his.post(f"/mine/drafts/{token}/delete/")
    assert not Submission.objects.exists()


def test_what_was_handed_in_is_no_draft(his: Client, person: Applicant) -> None:
    case = cases.filed(person)
    his.post(f"/mine/drafts/{case.token}/delete/")
    assert Submission.objects.filter(pk=case.pk).exists()


def test_an_account_without_cases_goes_without_a_trace(
    his: Client, person: Applicant, wang: User, django_capture_on_commit_callbacks: Any
) -> None:
    begin(his)
    document = cases.a_document(person)
    his.post("/mine/profile/change/", {"address": "振兴路 1 号", "then": "keep"})
    assert "没有提交过申请" in his.get("/mine/delete/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = his.post("/mine/delete/", {"sure": "on"}, follow=True)
    assert "彻底删除" in answer.content.decode()
    assert not User.objects.filter(pk=wang.pk).exists()
    assert not Applicant.objects.filter(pk=person.pk).exists()
    assert not documents.vault().exists(document.address)
    assert his.get("/mine/").status_code == 302


def test_without_the_tick_nothing_is_deleted(his: Client, wang: User) -> None:
    assert his.post("/mine/delete/").status_code == 422
    assert User.objects.filter(pk=wang.pk).exists()


def test_while_somebody_works_on_a_case_nobody_leaves(
    his: Client, person: Applicant, wang: User
) -> None:
    case = cases.filed(person)
    page = his.post("/mine/delete/", {"sure": "on"}).content.decode()
    assert str(case.number) in page
    assert "还有办件没有办完" in page
    assert User.objects.filter(pk=wang.pk).exists()


def test_what_the_law_keeps_is_named_before_and_kept_after(
    his: Client, person: Applicant, wang: User
) -> None:
    case = cases.filed(person)
    services.withdraw(case.pk, by=cases.own(case))
    loose = cases.a_document(person)
    page = his.get("/mine/delete/").content.decode()
    for told in (str(case.number), "10 年", "档案法", "1 个没有交到办件里的文件"):
        assert told in page
    his.post("/mine/delete/", {"sure": "on"})
    assert not User.objects.filter(pk=wang.pk).exists()
    person.refresh_from_db()
    assert (person.name, person.phone) == ("王晓明", "")
    assert Filing.objects.filter(submission=case).exists()
    assert not Document.objects.filter(pk=loose.pk).exists()
    assert Document.objects.filter(owner=person).count() == 4


def test_after_leaving_no_old_session_opens_anything(his: Client, person: Applicant) -> None:
    case = cases.filed(person)
    services.withdraw(case.pk, by=cases.own(case))
    other_device = Client()
    other_device.force_login(User.objects.get(applicant=person))
    his.post("/mine/delete/", {"sure": "on"})
    assert "/accounts/login/" in other_device.get(f"/cases/{case.token}/")["Location"]


# --- consents


@pytest.fixture
def given(person: Applicant) -> Consent:
    case = cases.filed(person)
    return consents.give(
        person,
        "company-opening.sensitive",
        consents.hash_of("text"),
        at=case.created_at,
        by=cases.own(case),
        about=str(case.token),
    )


def test_a_consent_is_shown_with_its_text_and_case(his: Client, given: Consent) -> None:
    page = his.get("/mine/consents/").content.decode()
    for told in ("敏感个人信息", "我单独同意处理身份证号码", given.text_hash[:12]):
        assert told in page


def test_taking_a_consent_back_says_that_the_case_ends_with_it(his: Client, given: Consent) -> None:
    address = f"/mine/consents/{given.pk}/withdraw/"
    assert "等于撤回申请" in his.get(address).content.decode()
    his.post(address)
    given.refresh_from_db()
    assert not given.stands
    assert Submission.objects.get().status == "withdrawn"
    assert "已经撤回的" in his.get("/mine/consents/").content.decode()


def test_when_the_case_can_no_longer_be_withdrawn_nothing_is_taken_back(
    his: Client, given: Consent
) -> None:
    cases.decided(cases.in_review(Submission.objects.get()))
    answer = his.post(f"/mine/consents/{given.pk}/withdraw/")
    assert answer.status_code == 409
    assert "不能再撤回申请" in answer.content.decode()
    given.refresh_from_db()
    assert given.stands


def test_a_second_withdrawal_changes_nothing(his: Client, given: Consent) -> None:
    address = f"/mine/consents/{given.pk}/withdraw/"
    his.post(address)
    assert his.post(address)["Location"] == "/mine/consents/"


def test_a_file_the_scanner_refused_is_not_given_out(his: Client, person: Applicant) -> None:
    document = cases.a_document(person)
    documents.record_scan(document.sha256, clean=False)
    answer = his.get(f"/mine/documents/{document.pk}/")
    assert answer.status_code == 422
    assert "未通过安全检查" in answer.content.decode()
