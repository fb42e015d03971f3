"""Services outside: one that signs and fails, one that vouches for who signs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from bundles.casework.models import Signature, SignatureRequest
from portal.accounts.identity import Identity
from portal.signatures import Person, Token
from tests.web.company import LI, WANG, sign
from tests.web.signing.looking import page_of

HERE = "tests.web.signing.test_outside"


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
