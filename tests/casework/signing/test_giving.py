"""Giving a signature: who may, how, once, and with which proof of who it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from applicants.models import IdentityLevel
from bundles.casework import bells, services
from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import (
    AlreadySigned,
    LinkExpired,
    LinkLocked,
    NoSuchRequest,
    NotYours,
    OtherText,
    WrongPerson,
)
from bundles.casework.models import Signature, SignatureRequest, SigningMethod, Submission
from bundles.casework.selectors.signatures import own_request, request_behind
from bundles.casework.services.sign import WRONG_TRIES
from tests import cases
from tests.casework.signing.steps import COMPANY, STRANGER, ask, founder, holder, try_to_be

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def test_a_signature_says_what_who_how_and_when(asked: list[SignatureRequest]) -> None:
    signature = cases.sign(asked[1])
    assert signature.text_hash == asked[1].text_hash
    assert (signature.level, signature.method) == ("declared", "link")
    assert signature.algorithm == "sha256/rfc8785/1"
    assert signature.by == {"kind": "signatory", "id": str(asked[1].pk)}
    assert asked[1].id_fingerprint
    assert signature.token["text_hash"] == signature.text_hash


def test_everybody_signs_a_text_of_their_own(asked: list[SignatureRequest]) -> None:
    assert len({one.text_hash for one in asked}) == 3


def test_signing_twice_is_refused(asked: list[SignatureRequest]) -> None:
    cases.sign(asked[0])
    with pytest.raises(AlreadySigned):
        cases.sign(asked[0])
    assert Signature.objects.count() == 1


def test_a_link_that_belongs_to_another_request_signs_nothing(
    asked: list[SignatureRequest],
) -> None:
    with pytest.raises(NotYours):
        cases.sign(asked[0], by=holder(asked[1]))


def test_a_token_over_another_text_is_not_kept(asked: list[SignatureRequest]) -> None:
    with pytest.raises(OtherText):
        cases.sign(asked[0], token={"text_hash": asked[1].text_hash})
    assert not Signature.objects.exists()


def test_a_request_nobody_made_is_not_found() -> None:
    with pytest.raises(NoSuchRequest):
        services.deny(10**9, by=Actor.for_signatory(10**9))
    assert request_behind("nonsense") is None


def test_a_link_ends_after_a_week(asked: list[SignatureRequest]) -> None:
    SignatureRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(LinkExpired):
        cases.sign(asked[0])


def test_the_last_signature_rings(
    asked: list[SignatureRequest],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    rung: list[Fact] = []
    for fact in (Fact.SIGNED, Fact.ALL_SIGNED):
        monkeypatch.setitem(bells._listeners, fact, [lambda _pk, fact=fact: rung.append(fact)])
    with django_capture_on_commit_callbacks(execute=True):
        for one in asked:
            cases.sign(one)
    assert rung == [Fact.SIGNED, Fact.SIGNED, Fact.SIGNED, Fact.ALL_SIGNED]


def test_the_applicant_signs_in_their_own_session() -> None:
    applicant = founder()
    draft = cases.draft(applicant, COMPANY)
    own = own_request(ask(draft), applicant)
    assert own is not None
    signature = cases.sign(own, by=cases.own(draft), method=SigningMethod.OWN_SESSION)
    assert signature.by == {"kind": "applicant", "id": str(applicant.pk)}


def test_the_applicant_signs_for_nobody_else(
    draft: Submission, asked: list[SignatureRequest]
) -> None:
    with pytest.raises(NotYours):
        cases.sign(asked[1], by=cases.own(draft))


def test_a_clerk_of_the_hall_takes_a_signature_from_the_original(
    asked: list[SignatureRequest],
) -> None:
    counter = {"by": cases.clerk(), "level": IdentityLevel.SEEN, "method": SigningMethod.COUNTER}
    assert cases.sign(asked[2], **counter).level == "seen"
    with pytest.raises(NotYours):
        cases.sign(asked[1], by=cases.officer("WLG-SC-01"))
    with pytest.raises(WrongPerson):
        cases.sign(asked[1], id_number=STRANGER, **counter)


# --- who it is


@pytest.mark.parametrize(
    ("name", "id_number"),
    [
        ("李别人", ""),
        ("", STRANGER),
        ("", ""),
        ("\0", "\0"),
        ("王" * 9999, "1" * 9999),
    ],
)
def test_a_wrong_name_and_a_wrong_number_sound_the_same(
    asked: list[SignatureRequest], name: str, id_number: str
) -> None:
    request = asked[0]
    with pytest.raises(WrongPerson) as wrong:
        try_to_be(request, name or request.name, id_number or "11010119900307803X")
    assert str(wrong.value) == str(WrongPerson())


def test_what_keyboards_add_is_forgiven(asked: list[SignatureRequest]) -> None:
    spaced = (
        f"{asked[0].id_number[:6]} {asked[0].id_number[6:14]} {asked[0].id_number[14:].lower()}"
    )
    try_to_be(asked[0], f" {asked[0].name} ", spaced)


def test_five_wrong_tries_lock_the_link_for_everybody(asked: list[SignatureRequest]) -> None:
    request = asked[0]
    for _try in range(WRONG_TRIES):
        with pytest.raises(WrongPerson):
            try_to_be(request, request.name, STRANGER)
    with pytest.raises(LinkLocked):
        try_to_be(request, request.name, request.id_number)
    with pytest.raises(LinkLocked):
        cases.sign(request)
    SignatureRequest.objects.update(locked_until=timezone.now())
    assert cases.sign(request)


def test_wrong_tries_count_in_the_signing_verb_too(asked: list[SignatureRequest]) -> None:
    with pytest.raises(WrongPerson):
        cases.sign(asked[0], id_number=STRANGER)
    assert SignatureRequest.objects.get(pk=asked[0].pk).wrong_tries == 1
