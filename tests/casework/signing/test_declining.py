"""Declining, "not me", asking anew, calling off."""

from __future__ import annotations

import pytest

from bundles.casework import services
from bundles.casework.exceptions import (
    AlreadySigned,
    NotYours,
    ReasonMissing,
    SignatureDeclined,
    SignaturesMissing,
    SigningOver,
)
from bundles.casework.models import SignatureRequest, SigningRound, Submission
from bundles.casework.selectors.signatures import request_behind
from tests import cases
from tests.casework.signing.steps import hand_in, holder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def test_who_declines_says_why_and_can_be_asked_again(
    draft: Submission, asked: list[SignatureRequest]
) -> None:
    request = asked[1]
    with pytest.raises(ReasonMissing):
        services.decline(request.pk, reason="  ", by=holder(request))
    services.decline(request.pk, reason="出资额写错了。", by=holder(request))
    with pytest.raises(SignatureDeclined):
        cases.sign(request)
    with pytest.raises(SignaturesMissing):
        hand_in(draft)
    old = request.secret
    renewed = services.renew_link(request.pk, by=cases.own(draft))
    assert renewed.secret != old
    assert request_behind(old) is None
    assert cases.sign(SignatureRequest.objects.get(pk=request.pk))


def test_not_me_stops_everything(draft: Submission, asked: list[SignatureRequest]) -> None:
    cases.sign(asked[0])
    services.deny(asked[1].pk, by=holder(asked[1]))
    assert SigningRound.objects.get().ending == "denied"
    with pytest.raises(SigningOver):
        cases.sign(asked[2])
    with pytest.raises(SignaturesMissing) as refused:
        hand_in(draft)
    assert len(refused.value.signers) == 3, "what the others signed counts no more"


def test_who_has_signed_cannot_say_it_was_not_them(asked: list[SignatureRequest]) -> None:
    cases.sign(asked[1])
    with pytest.raises(AlreadySigned):
        services.deny(asked[1].pk, by=holder(asked[1]))


def test_only_the_applicant_renews_and_only_what_is_open(
    draft: Submission, asked: list[SignatureRequest]
) -> None:
    with pytest.raises(NotYours):
        services.renew_link(asked[0].pk, by=holder(asked[0]))
    cases.sign(asked[0])
    with pytest.raises(AlreadySigned):
        services.renew_link(asked[0].pk, by=cases.own(draft))
    services.call_off(draft.pk, by=cases.own(draft))
    with pytest.raises(SigningOver):
        services.renew_link(asked[1].pk, by=cases.own(draft))


def test_a_round_called_off_is_over_and_twice_is_once(
    draft: Submission, asked: list[SignatureRequest]
) -> None:
    for _time in range(2):
        services.call_off(draft.pk, by=cases.own(draft))
    assert SigningRound.objects.get().ending == "called_off"
    with pytest.raises(SigningOver):
        cases.sign(asked[0])


def test_a_draft_given_up_asks_nobody_any_more(
    draft: Submission, asked: list[SignatureRequest]
) -> None:
    services.withdraw(draft.pk, by=cases.own(draft))
    with pytest.raises(SigningOver):
        cases.sign(asked[0])
