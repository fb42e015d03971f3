"""Signing by a link without an account: what the signatory sees and does."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bundles.casework.models import Signature, SignatureRequest
from portal import signatures
from tests.web.company import LI, WANG, sign
from tests.web.signing.looking import page_of


def test_the_link_says_who_asks_for_what_in_which_roles(
    phone: Client, asked: SignatureRequest
) -> None:
    page = page_of(phone, asked)
    for shown in ("王*明", "乌拉盖牧歌乳制品加工有限公司", "股东", "监事", "400,000.00 元"):
        assert shown in page
    assert "我同意担任这家公司的监事" in page


@pytest.mark.parametrize("more", ["", "text/"])
def test_no_page_of_a_link_shows_a_number_of_anybody(
    phone: Client, asked: SignatureRequest, more: str
) -> None:
    page = page_of(phone, asked, more)
    for hidden in (WANG["id_number"], LI["id_number"], WANG["phone"], LI["phone"], "5,200.00"):
        assert hidden not in page
    assert "1525**********2518" in page


def test_the_whole_text_is_there_to_be_read(phone: Client, asked: SignatureRequest) -> None:
    page = page_of(phone, asked, "text/")
    for shown in ("财务负责人", "住房公积金", "公司章程", asked.round.review_hash):
        assert shown in page


def test_she_signs_and_reads_what_she_signed(phone: Client, asked: SignatureRequest) -> None:
    answer = sign(asked, phone)
    assert answer["Location"] == f"/sign/{asked.secret}/"
    page = page_of(phone, asked)
    assert "您已经签字" in page
    assert asked.text_hash in page
    signature = Signature.objects.get(request=asked)
    assert (signature.level, signature.method) == ("declared", "link")
    assert signatures.holds(signature.token)


def test_a_second_click_changes_nothing(phone: Client, asked: SignatureRequest) -> None:
    sign(asked, phone)
    assert sign(asked, phone).status_code == 409
    assert Signature.objects.filter(request=asked).count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "请填写您的姓名"),
        ({"id_number": " "}, "请填写您的身份证号码"),
        ({"agree": ""}, "请阅读声明并勾选"),
        ({"id_number": WANG["id_number"]}, "与申请中填写的不一致"),
        ({"name": "李娜娜"}, "与申请中填写的不一致"),
        ({"id_number": "\0"}, "与申请中填写的不一致"),
    ],
)
def test_what_is_missing_or_wrong_is_said(
    phone: Client, asked: SignatureRequest, changed: dict[str, str], said: str
) -> None:
    answer = sign(asked, phone, **changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Signature.objects.filter(request=asked).exists()


def test_after_five_wrong_tries_the_link_answers_nothing_for_a_while(
    phone: Client, his: Client, ready: str, asked: SignatureRequest
) -> None:
    for _try in range(5):
        assert sign(asked, phone, id_number=WANG["id_number"]).status_code == 422
    for number in (WANG["id_number"], LI["id_number"]):
        answer = sign(asked, phone, id_number=number)
        assert answer.status_code == 409
        assert "暂时锁定" in answer.content.decode()
    assert "暂时锁定" in his.get(f"{ready}signatures/").content.decode()


def test_she_declines_and_the_applicant_reads_why(
    phone: Client, his: Client, ready: str, asked: SignatureRequest
) -> None:
    address = f"/sign/{asked.secret}/decline/"
    assert phone.get(address).status_code == 200
    assert phone.post(address, {"reason": " "}).status_code == 422
    assert phone.post(address, {"reason": "出资额不对"}).status_code == 302
    assert "您没有同意签字" in page_of(phone, asked)
    assert "出资额不对" in his.get(f"{ready}signatures/").content.decode()


def test_not_me_stops_the_filing_and_tells_the_applicant(
    phone: Client, his: Client, ready: str, asked: SignatureRequest
) -> None:
    address = f"/sign/{asked.secret}/not-me/"
    assert phone.get(address).status_code == 200
    phone.post(address)
    page = page_of(phone, asked)
    assert "这份申请已经停止" in page
    assert "乌拉盖牧歌" not in page, "a stranger learns nothing more"
    assert his.get(f"{ready}signatures/")["Location"] == f"{ready}review/"
    assert "有人表示不是本人" in his.get(f"{ready}review/").content.decode()


@pytest.mark.parametrize("secret", ["x", "0" * 43, "%00", "中文", "../", "a" * 3000])
def test_a_link_nobody_gave_out_is_not_there(phone: Client, library: None, secret: str) -> None:
    assert phone.get(f"/sign/{secret}/").status_code in (400, 404)


def test_without_its_token_the_form_is_refused(asked: SignatureRequest) -> None:
    assert sign(asked, Client(enforce_csrf_checks=True)).status_code == 403


def test_nothing_in_the_address_or_the_session_names_anybody(
    phone: Client, asked: SignatureRequest
) -> None:
    sign(asked, phone)
    assert not phone.session.items()
    assert LI["id_number"] not in reverse("web:sign", kwargs={"secret": asked.secret})


@pytest.mark.parametrize("how", ["stopped", "expired", "declined"])
def test_a_link_that_has_ended_shows_nothing_of_the_application_any_more(
    his: Client, ready: str, asked: SignatureRequest, phone: Client, how: str
) -> None:
    assert "牧歌" in page_of(phone, asked, "text/")
    if how == "stopped":
        his.post(f"{ready}signatures/stop/")
    elif how == "expired":
        SignatureRequest.objects.filter(pk=asked.pk).update(expires_at=asked.round.asked_at)
    else:
        phone.post(f"/sign/{asked.secret}/decline/", {"reason": "金额不对"})
    assert "牧歌" not in page_of(phone, asked, "text/")


def test_who_has_signed_may_read_again_what_they_signed(
    asked: SignatureRequest, phone: Client
) -> None:
    sign(asked, phone)
    assert "牧歌" in page_of(phone, asked, "text/")


def test_the_link_of_a_deleted_draft_leads_nowhere(
    his: Client, ready: str, asked: SignatureRequest, phone: Client
) -> None:
    sign(asked, phone)
    his.post(f"{ready}signatures/stop/")
    token = ready.split("/")[2]
    assert his.post(f"/mine/drafts/{token}/delete/").status_code == 302
    for more in ("", "text/", "decline/", "not-me/"):
        assert phone.get(f"/sign/{asked.secret}/{more}").status_code == 404
