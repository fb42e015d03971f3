"""Filing waits for everybody's signature: what the applicant sees and does."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from applicants.models import Applicant, IdentityLevel
from bundles.casework import services
from bundles.casework.models import Event, Signature, SignatureRequest, SigningRound
from portal import signatures
from tests import cases
from tests.web.company import LI, WANG, sign, submit
from tests.web.signing.looking import page_of, the_case


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


@pytest.mark.parametrize(("name", "level"), [(WANG["name"], "verified"), ("张三", "declared")])
def test_a_confirmed_identity_vouches_for_no_other_name(
    his: Client, ready: str, name: str, level: str
) -> None:
    Applicant.objects.update(name=name, level=IdentityLevel.VERIFIED)
    page = his.get(f"{ready}review/")
    agree = [key for key, *_rest in page.context["agreements"]]
    his.post(f"{ready}review/", {"reviewed": page.context["reviewed"], "agree": agree})
    assert Signature.objects.get().level == level


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
