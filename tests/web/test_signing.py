"""Filing waits for everybody's signature: the applicant's page, and a link without an account."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import Event, Signature, SignatureRequest, SigningRound, Submission
from departments.models import Hall
from portal import signatures
from portal.accounts.identity import Identity
from portal.accounts.models import User
from portal.signatures import Person, Token
from tests import cases
from tests.web.company import LI, QUESTIONS, REPEATED, SINGLE, WANG, sign, submit

HERE = "tests.web.test_signing"


@pytest.fixture
def ready(wang: User) -> str:
    """Everything filled in and handed in, by the verbs: the form's own pages have their tests."""
    assert wang.applicant is not None
    by, version = Actor.for_applicant(wang.applicant), cases.six_in_one()
    hall = Hall.objects.get(code="wlg-hall")
    draft = services.start(version, wang.applicant, hall=hall, token=uuid4(), by=by)
    for block, values in ({"questions": QUESTIONS} | SINGLE | REPEATED).items():
        services.save_answers(draft.pk, block=block, values=values, by=by)
    for key in ("M07", "M08", "M09", "M11"):
        document = cases.a_document(wang.applicant, name=f"{key}.pdf")
        services.attach(draft.pk, material_key=key, document=document, by=by)
    return f"/cases/{draft.token}/"


@pytest.fixture
def asked(his: Client, ready: str) -> SignatureRequest:
    """王晓明 has reviewed, ticked and signed; 李娜 has her link."""
    page = his.get(f"{ready}review/")
    agree = [key for key, *_rest in page.context["agreements"]]
    answer = his.post(f"{ready}review/", {"reviewed": page.context["reviewed"], "agree": agree})
    assert answer["Location"] == f"{ready}signatures/"
    return SignatureRequest.objects.get(signature__isnull=True)


@pytest.fixture
def phone() -> Client:
    """李娜's telephone: signed in nowhere."""
    return Client()


def the_case() -> Submission:
    return Submission.objects.get()


def page_of(client: Client, asked: SignatureRequest, more: str = "") -> str:
    answer = client.get(f"/sign/{asked.secret}/{more}")
    assert answer.status_code == 200
    return answer.content.decode()


# --- the applicant


def test_the_review_says_who_else_has_to_sign(his: Client, ready: str) -> None:
    page = his.get(f"{ready}review/").content.decode()
    assert "还要请这些人签字" in page
    assert "李娜" in page
    assert "本人签字（法定代表人、股东、董事）" in page


def test_the_applicant_signs_on_the_review_page_by_a_tick_of_their_own(
    his: Client, ready: str
) -> None:
    agree = ["truth", "sharing", "sensitive"]
    answer = submit(his, ready, agree=agree)
    assert answer.status_code == 422
    assert "您本人的签字" in answer.content.decode()
    assert not SigningRound.objects.exists()


def test_the_applicant_signs_as_the_account_is_known(asked: SignatureRequest) -> None:
    signature = Signature.objects.get()
    assert (signature.level, signature.method) == ("declared", "own_session")
    assert signature.request.name == WANG["name"]
    assert signatures.holds(signature.token)


def test_nothing_is_filed_while_a_signature_is_missing(
    his: Client, ready: str, asked: SignatureRequest
) -> None:
    page = his.get(f"{ready}signatures/").content.decode()
    assert "还有 1 人没有签字" in page
    answer = his.post(f"{ready}signatures/")
    assert answer.status_code == 409
    assert "还有人没有签字" in answer.content.decode()
    assert the_case().status == "draft"


def test_when_all_have_signed_it_is_filed_as_it_was_reviewed(
    his: Client, ready: str, asked: SignatureRequest, phone: Client
) -> None:
    assert sign(asked, phone).status_code == 302
    assert "全部签好了" in his.get(f"{ready}signatures/").content.decode()
    for _click in range(2):
        assert his.post(f"{ready}signatures/")["Location"] in (ready, f"{ready}signatures/")
    submission = the_case()
    assert submission.status == "submitted"
    assert submission.filings.get().review_hash == asked.round.review_hash
    agreed = Event.objects.get(kind="submission.agreed").data["agreed"].split(",")
    assert agreed == ["truth", "sharing", "sensitive"]


def test_separate_consents_are_kept_where_they_can_be_withdrawn(
    his: Client, ready: str, wang: Any
) -> None:
    submit(his, ready)
    (consent,) = wang.applicant.consents.filter(about=str(the_case().token))
    assert consent.purpose == "company-opening.sensitive"
    assert consent.sensitive


def test_a_change_after_asking_voids_it_and_the_review_says_so(
    his: Client, ready: str, asked: SignatureRequest, phone: Client
) -> None:
    sign(asked, phone)
    submission = the_case()
    fund = {"ratio": "9", "first_month": "2026-12"}
    services.save_answers(submission.pk, block="fund", values=fund, by=cases.own(submission))
    assert his.get(f"{ready}signatures/")["Location"] == f"{ready}review/"
    page = his.get(f"{ready}review/").content.decode()
    assert "之前的签字已经作废" in page
    assert "checked" not in page, "nothing ticked is carried over (T7)"
    assert the_case().status == "draft"


def test_a_draft_that_waits_opens_at_its_signatures(
    his: Client, ready: str, asked: SignatureRequest
) -> None:
    assert his.get(ready)["Location"] == f"{ready}signatures/"


def test_the_link_is_shown_copied_scanned_and_sent_by_the_applicant(
    his: Client, ready: str, asked: SignatureRequest
) -> None:
    page = his.get(f"{ready}signatures/{asked.number}/").content.decode()
    assert f"http://testserver/sign/{asked.secret}/" in page
    assert f"sms:{LI['phone']}?body=" in page
    code = his.get(f"{ready}signatures/{asked.number}/code.svg")
    assert code["Content-Type"] == "image/svg+xml"
    assert code.content.startswith(b"<svg")


def test_a_new_link_kills_the_old_one(his: Client, ready: str, asked: SignatureRequest) -> None:
    his.post(f"{ready}signatures/{asked.number}/renew/")
    assert Client().get(f"/sign/{asked.secret}/").status_code == 404
    renewed = SignatureRequest.objects.get(pk=asked.pk)
    assert Client().get(f"/sign/{renewed.secret}/").status_code == 200


def test_stopping_leads_back_to_the_form(
    his: Client, ready: str, asked: SignatureRequest, phone: Client
) -> None:
    assert his.post(f"{ready}signatures/stop/")["Location"] == f"{ready}review/"
    assert "这次签字已经停止" in page_of(phone, asked)


def test_nobody_else_sees_links_or_files(
    his: Client, hers: Client, ready: str, asked: SignatureRequest
) -> None:
    for address in ("", f"{asked.number}/", f"{asked.number}/code.svg"):
        assert hers.get(f"{ready}signatures/{address}").status_code == 404
    for address in ("", "own/", "stop/", f"{asked.number}/renew/"):
        assert hers.post(f"{ready}signatures/{address}").status_code == 404
    assert his.get(f"{ready}signatures/99/").status_code == 404


# --- the signatory


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


class Broken:
    def sign(self, text_hash: str, person: Person) -> Token:
        raise ConnectionError

    def verify(self, token: Token) -> bool:
        return False


def test_a_failing_service_is_told_and_can_be_tried_again(
    phone: Client, asked: SignatureRequest, settings: Any
) -> None:
    working, settings.SIGNATURE_SERVICE = settings.SIGNATURE_SERVICE, {"BACKEND": f"{HERE}.Broken"}
    answer = sign(asked, phone)
    assert answer.status_code == 503
    assert "再试一次" in answer.content.decode()
    settings.SIGNATURE_SERVICE = working
    assert sign(asked, phone).status_code == 302


def test_a_service_that_fails_the_applicant_leaves_the_others_asked(
    his: Client, ready: str, settings: Any
) -> None:
    working, settings.SIGNATURE_SERVICE = settings.SIGNATURE_SERVICE, {"BACKEND": f"{HERE}.Broken"}
    page = his.get(f"{ready}review/")
    agree = [key for key, *_rest in page.context["agreements"]]
    form = {"reviewed": page.context["reviewed"], "agree": agree}
    answer = his.post(f"{ready}review/", form, follow=True)
    assert "签名服务暂时没有响应" in answer.content.decode()
    assert SignatureRequest.objects.count() == 2
    settings.SIGNATURE_SERVICE = working
    his.post(f"{ready}signatures/own/")
    assert Signature.objects.count() == 1


def test_nothing_in_the_address_or_the_session_names_anybody(
    phone: Client, asked: SignatureRequest
) -> None:
    sign(asked, phone)
    assert not phone.session.items()
    assert LI["id_number"] not in reverse("web:sign", kwargs={"secret": asked.secret})


# --- an outside provider vouches for the signatory


def vouched_for(monkeypatch: pytest.MonkeyPatch, **claims: str) -> None:
    """As if the provider had just answered for the request it was asked about."""
    monkeypatch.setattr(
        "portal.web.views.signatory.identity.vouched",
        lambda _request, purpose: Identity.from_claims(claims, purpose=purpose),
    )


def test_a_provider_vouches_in_place_of_typing(
    phone: Client, asked: SignatureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    vouched_for(monkeypatch, name=LI["name"], id_number=LI["id_number"])
    page = page_of(phone, asked)
    assert "实名认证已通过" in page
    assert 'name="id_number"' not in page
    assert phone.post(f"/sign/{asked.secret}/", {"agree": "on"}).status_code == 302
    assert Signature.objects.get(request=asked).level == "verified"


def test_somebody_else_vouched_for_is_the_wrong_person(
    phone: Client, asked: SignatureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    vouched_for(monkeypatch, name=WANG["name"], id_number=WANG["id_number"])
    answer = phone.post(f"/sign/{asked.secret}/", {"agree": "on"})
    assert answer.status_code == 422
    assert "与申请中填写的不一致" in answer.content.decode()
    assert not Signature.objects.filter(request=asked).exists()


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
