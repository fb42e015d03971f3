"""Everybody who signs for a company is asked; nothing is filed before all have signed (T28)."""

from __future__ import annotations

import pytest
from django.db import connection

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import (
    AnswersIncomplete,
    MoveNotAllowed,
    NothingToSign,
    NotYours,
    ReviewChanged,
    SignaturesMissing,
)
from bundles.casework.models import Signature, SignatureRequest, SigningRound, Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.selectors.signatures import request_behind
from bundles.casework.states import SubmissionStatus
from tests import cases
from tests.casework.signing.steps import ask, hand_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def test_each_person_is_asked_once_with_all_their_roles(asked: list[SignatureRequest]) -> None:
    roles = [[role["key"] for role in one.roles] for one in asked]
    assert roles == [
        ["legal_representative", "shareholder", "director"],
        ["shareholder", "manager"],
        ["supervisor"],
    ]
    assert len({one.secret for one in asked}) == 3
    assert all(request_behind(one.secret) == one for one in asked)


def test_a_link_stands_in_the_clear_as_its_hash_only(asked: list[SignatureRequest]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casework_signaturerequest")
        stored = str(cursor.fetchall())
    for one in asked:
        for hidden in (one.secret, one.name, one.id_number, one.phone):
            assert hidden not in stored
        assert one.secret_hash in stored


def test_what_is_to_be_signed_is_frozen(draft: Submission) -> None:
    round_ = ask(draft)
    assert round_.content["answers"]["blocks"]["capital"] == {"amount": "1000000.00"}
    assert {one["key"] for one in round_.content["materials"]} == {"M07", "M08", "M09", "M11"}


def test_asking_again_for_the_same_text_is_the_same_round(draft: Submission) -> None:
    assert ask(draft) == ask(draft)
    assert SignatureRequest.objects.count() == 3


def test_nothing_is_put_before_others_that_is_not_reviewed_and_complete(draft: Submission) -> None:
    own = cases.own(draft)
    with pytest.raises(ReviewChanged):
        services.ask_signatures(draft.pk, reviewed="0" * 64, by=own)
    services.save_answers(draft.pk, block="capital", values={}, by=own)
    with pytest.raises(AnswersIncomplete):
        ask(cases.fresh(draft))


def test_a_stranger_cannot_ask(draft: Submission) -> None:
    stranger = Actor.for_applicant(cases.an_applicant("李娜"))
    with pytest.raises(NotYours):
        services.ask_signatures(draft.pk, reviewed=review_hash(draft), by=stranger)


def test_nobody_is_asked_about_a_case_already_filed() -> None:
    with pytest.raises(MoveNotAllowed):
        ask(cases.filed())


def test_nothing_is_filed_before_everybody_has_signed(
    draft: Submission, asked: list[SignatureRequest]
) -> None:
    for missing in (3, 2, 1):
        with pytest.raises(SignaturesMissing) as refused:
            hand_in(draft)
        assert len(refused.value.signers) == missing
        assert refused.value.args == ()
        cases.sign(asked[missing - 1])
    assert hand_in(draft).state is SubmissionStatus.SUBMITTED
    assert SigningRound.objects.get().ending == "filed"


def test_a_bundle_that_names_nobody_is_filed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = cases.draft()
    monkeypatch.setattr("bundles.casework.services.signing.signers", lambda *_: ())
    with pytest.raises(NothingToSign):
        ask(draft)
    assert hand_in(draft).state is SubmissionStatus.SUBMITTED


def test_a_case_taken_back_unchanged_needs_no_new_signature() -> None:
    submission = cases.filed()
    services.take_back(submission.pk, by=cases.own(submission))
    assert hand_in(submission).state is SubmissionStatus.SUBMITTED
    assert Signature.objects.count() == 3


def test_a_case_taken_back_and_changed_needs_all_of_them() -> None:
    submission = cases.filed()
    own = cases.own(submission)
    services.take_back(submission.pk, by=own)
    values = {**cases.fresh(submission).answers["blocks"]["bank"], "account_use": "daily"}
    services.save_answers(submission.pk, block="bank", values=values, by=own)
    with pytest.raises(SignaturesMissing) as refused:
        hand_in(submission)
    assert len(refused.value.signers) == 3
