"""Agents: invited by a link, acting under their own name, out at once when revoked."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants.models import Agent, Document, Invitation
from bundles.casework.models import Event, Submission
from portal.accounts.models import User
from tests import cases
from tests.web.company import begin, pdf

pytestmark = pytest.mark.django_db

INVITE = "/mine/agents/invite/"


def fields(wang: User, **changed: str) -> dict[str, str]:
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    return {
        "principal": str(wang.applicant_id),
        "name": "李娜",
        "scope": "apply",
        "within": "",
        "valid_until": until,
    } | changed


def link(client: Client, wang: User, **changed: str) -> str:
    page = client.post(INVITE, fields(wang, **changed)).content.decode()
    found = re.search(r"/mine/authorise/[\w-]+/", page)
    assert found is not None
    return found[0]


def authorised(his: Client, hers: Client, wang: User, **changed: str) -> Agent:
    hers.post(link(his, wang, **changed))
    return Agent.objects.latest("pk")


def test_a_link_is_shown_once_with_its_code(his: Client, wang: User) -> None:
    answer = his.post(INVITE, fields(wang))
    assert "data:image/svg+xml" in answer.content.decode()
    listed = his.get("/mine/agents/").content.decode()
    assert "/mine/authorise/" not in listed
    assert "李娜" in listed


def test_who_opens_the_link_sees_what_is_asked_and_accepts(
    his: Client, hers: Client, wang: User
) -> None:
    address = link(his, wang)
    page = hers.get(address).content.decode()
    assert "王*明" in page
    assert "王晓明" not in page
    assert hers.post(address)["Location"] == "/mine/acting/"
    assert hers.get(address)["Location"] == "/mine/acting/"
    assert "王*明" in hers.get("/mine/acting/").content.decode()
    assert "李*" in his.get("/mine/agents/").content.decode()


def test_a_wrong_secret_is_nothing_at_all(hers: Client) -> None:
    assert hers.get("/mine/authorise/never-was/").status_code == 404


def test_a_link_for_somebody_else_says_so(his: Client, hers: Client, wang: User) -> None:
    address = link(his, wang, name="赵强")
    answer = hers.post(address)
    assert answer.status_code == 410
    assert "不是您的姓名" in answer.content.decode()
    assert not Agent.objects.exists()


def test_the_giver_is_told_to_pass_it_on(his: Client, wang: User) -> None:
    assert "请把链接发给代办人" in his.get(link(his, wang)).content.decode()


def test_a_cancelled_link_opens_nothing(his: Client, hers: Client, wang: User) -> None:
    address = link(his, wang)
    his.post(f"/mine/agents/links/{Invitation.objects.get().pk}/cancel/")
    assert hers.post(address).status_code == 410
    assert not Agent.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\0"),
        ("scope", "sign"),
        ("valid_until", "2020-01-01"),
        ("valid_until", "2099-01-01"),
        ("valid_until", "soon"),
        ("within", "case:7a0f9b52-8f3c-4f5e-9d4e-0d5f3f1c2b3a"),
        ("principal", "1"),
    ],
)
def test_each_refusal_names_its_field(his: Client, wang: User, field: str, value: str) -> None:
    answer = his.post(INVITE, fields(wang, **{field: value}))
    assert answer.status_code == 422
    assert "有内容需要修改" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_an_agent_files_under_their_own_name(his: Client, hers: Client, wang: User) -> None:
    """What the agent uploads belongs to the principal; the page says for whom."""
    authorised(his, hers, wang)
    token = "7a0f9b52-8f3c-4f5e-9d4e-0d5f3f1c2b3a"
    start = "/bundles/152571000000/company-opening/start/"
    hers.post(start, {"token": token, "applicant": str(wang.applicant_id)})
    submission = Submission.objects.get()
    assert submission.applicant == wang.applicant
    page = hers.get(f"/cases/{token}/form/").content.decode()
    assert "您正在替 王*明 代办" in page
    hers.post(f"/cases/{token}/materials/M07/", {"file": pdf("章程.pdf")})
    document = Document.objects.get()
    assert document.owner == wang.applicant
    assert document.stored_by.startswith("agent:")
    assert token in hers.get("/mine/acting/").content.decode()
    assert token not in hers.get("/cases/").content.decode()


def test_the_case_says_what_the_agent_did(his: Client, hers: Client, wang: User) -> None:
    assert wang.applicant is not None
    case = cases.filed(wang.applicant)
    agent = authorised(his, hers, wang, scope="everything")
    hers.post(f"/cases/{case.token}/withdraw/")
    event = Event.objects.filter(submission=case).latest("sequence")
    assert event.actor["kind"] == "agent"
    assert event.actor["id"] == str(agent.agent_id)
    page = his.get(f"/cases/{case.token}/").content.decode()
    assert "代办人 李* 撤回了申请" in page
    assert "您 提交了申请" in page


def test_a_revocation_counts_at_once(his: Client, hers: Client, wang: User) -> None:
    case = begin(his)
    agent = authorised(his, hers, wang)
    assert hers.get(f"{case}form/").status_code == 200
    his.post(f"/mine/agents/{agent.pk}/revoke/")
    assert hers.get(f"{case}form/").status_code == 404
    assert hers.post(f"{case}form/company_name/", {}).status_code == 404
    assert "王*明" not in hers.get("/mine/acting/").content.decode()
    assert "撤销" in his.get("/mine/agents/").content.decode()


def test_an_agent_can_stop(his: Client, hers: Client, wang: User) -> None:
    case = begin(his)
    agent = authorised(his, hers, wang)
    hers.post(f"/mine/acting/{agent.pk}/stop/")
    assert hers.get(f"{case}form/").status_code == 404


def test_who_collects_sees_no_form(his: Client, hers: Client, wang: User) -> None:
    assert wang.applicant is not None
    case = cases.filed(wang.applicant)
    authorised(his, hers, wang, scope="collect")
    assert hers.get(f"/cases/{case.token}/").status_code == 200
    receipt = hers.get(f"/cases/{case.token}/receipt.pdf")
    assert b"".join(receipt.streaming_content).startswith(b"%PDF")  # type: ignore[arg-type]
    file = case.handed_materials.first()
    assert file is not None
    assert hers.get(f"/cases/{case.token}/files/{file.pk}/").status_code == 404


def test_an_agent_never_reaches_what_is_kept_about_the_principal(
    his: Client, hers: Client, wang: User
) -> None:
    assert wang.applicant is not None
    draft = cases.draft(wang.applicant)
    authorised(his, hers, wang, scope="everything")
    document = Document.objects.filter(owner=wang.applicant).first()
    assert document is not None
    assert hers.get(f"/mine/documents/{document.pk}/").status_code == 404
    assert hers.post(f"/mine/drafts/{draft.token}/delete/").status_code == 404
    answer = hers.post(INVITE, fields(wang, name="赵强"))
    assert answer.status_code == 422  # nobody passes on what was given to them
    assert "王晓明" not in hers.get("/mine/").content.decode()


def test_an_agents_form_is_not_filled_in_from_what_is_kept_about_the_principal(
    his: Client, hers: Client, wang: User
) -> None:
    address = f"{begin(his)}form/legal_representative/"
    authorised(his, hers, wang)
    assert "王晓明" in his.get(address).content.decode()
    assert "王晓明" not in hers.get(address).content.decode()


def test_limited_to_one_case_an_agent_finds_no_other(his: Client, hers: Client, wang: User) -> None:
    one, other = begin(his), begin(his)
    token = one.split("/")[-2]
    authorised(his, hers, wang, within=f"case:{token}")
    assert hers.get(f"{one}form/").status_code == 200
    assert hers.get(f"{other}form/").status_code == 404
    assert other not in hers.get("/mine/acting/").content.decode()


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25
)
@given(
    name=st.text(st.characters(codec=None), max_size=200),
    within=st.text(st.characters(codec=None), max_size=60),
    day=st.text(st.characters(codec=None), max_size=30),
)
def test_no_invitation_is_too_strange(
    his: Client, wang: User, name: str, within: str, day: str
) -> None:
    given = {"name": name, "within": within, "valid_until": day}
    clean = {key: text.encode("utf-8", "replace").decode() for key, text in given.items()}
    answer: Any = his.post(INVITE, fields(wang, **clean))
    assert answer.status_code in (200, 422)
