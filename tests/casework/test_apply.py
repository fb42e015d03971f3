"""Handing a case in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bundles.casework import services
from bundles.casework.exceptions import (
    AnswersIncomplete,
    MaterialsMissing,
    MoveNotAllowed,
    NotYours,
    ReviewChanged,
    TakeBackTooLate,
    UnknownField,
)
from bundles.casework.models import Filing, Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.states import SubmissionStatus
from departments.codes import is_case_number
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def hand_in(submission: Submission) -> Submission:
    submission = cases.signed(submission)
    return services.apply(submission.pk, reviewed=review_hash(submission), by=cases.own(submission))


def test_a_complete_draft_is_numbered_and_frozen() -> None:
    submission = hand_in(cases.draft())
    assert submission.state is SubmissionStatus.SUBMITTED
    assert is_case_number(submission.number or "")
    filing = Filing.objects.get(submission=submission)
    assert [each["key"] for each in filing.content["materials"]] == ["M07", "M08", "M09", "M11"]


def test_a_second_submit_is_refused_and_makes_no_second_case() -> None:
    submission = cases.draft()
    reviewed = review_hash(submission)
    hand_in(submission)
    with pytest.raises(MoveNotAllowed):
        services.apply(submission.pk, reviewed=reviewed, by=cases.own(submission))
    assert Filing.objects.filter(submission=submission).count() == 1


def test_what_changed_after_the_review_must_be_reviewed_again() -> None:
    submission = cases.draft()
    reviewed = review_hash(submission)
    services.save_answers(
        submission.pk,
        block="capital",
        values={"amount": "2000000.00"},
        by=cases.own(submission),
    )
    with pytest.raises(ReviewChanged):
        services.apply(submission.pk, reviewed=reviewed, by=cases.own(submission))
    assert cases.fresh(submission).state is SubmissionStatus.DRAFT


def test_a_file_added_after_the_review_must_be_reviewed_too() -> None:
    submission = cases.draft()
    reviewed = review_hash(submission)
    document = cases.a_document(submission.applicant, name="补充.pdf")
    services.attach(submission.pk, material_key="M08", document=document, by=cases.own(submission))
    with pytest.raises(ReviewChanged):
        services.apply(submission.pk, reviewed=reviewed, by=cases.own(submission))


def test_shareholders_that_do_not_add_up_are_named() -> None:
    submission = cases.draft()
    services.save_answers(
        submission.pk,
        block="capital",
        values={"amount": "999999.00"},
        by=cases.own(submission),
    )
    submission = cases.fresh(submission)
    with pytest.raises(AnswersIncomplete) as refused:
        hand_in(submission)
    assert [problem.path.split(".")[0] for problem in refused.value.problems] == ["shareholders"]
    assert cases.fresh(submission).number is None


def test_a_missing_material_is_named_by_its_key() -> None:
    submission = cases.draft()
    handed = submission.handed_materials.get(material_key="M11")
    services.detach(submission.pk, handed_id=handed.pk, by=cases.own(submission))
    with pytest.raises(MaterialsMissing) as refused:
        hand_in(submission)
    assert refused.value.keys == ("M11",)


def test_a_stranger_can_neither_save_nor_submit() -> None:
    submission = cases.draft()
    stranger = cases.Actor.for_applicant(cases.an_applicant("李娜"))
    with pytest.raises(NotYours):
        services.apply(submission.pk, reviewed=review_hash(submission), by=stranger)
    with pytest.raises(NotYours):
        services.save_answers(submission.pk, block="capital", values={}, by=stranger)


def test_a_page_the_form_does_not_have_is_refused() -> None:
    submission = cases.draft()
    with pytest.raises(UnknownField):
        services.save_answers(submission.pk, block="nonsense", values={}, by=cases.own(submission))


def test_answers_stand_still_once_handed_in() -> None:
    submission = cases.filed()
    with pytest.raises(MoveNotAllowed):
        services.save_answers(
            submission.pk, block="capital", values={"amount": "1.00"}, by=cases.own(submission)
        )


def test_a_case_can_be_taken_back_within_ten_minutes_and_handed_in_under_its_number() -> None:
    submission = cases.filed()
    taken = services.take_back(submission.pk, by=cases.own(submission))
    assert taken.state is SubmissionStatus.DRAFT
    again = hand_in(cases.fresh(submission))
    assert again.number == submission.number


def test_after_ten_minutes_taking_back_is_refused() -> None:
    submission = cases.filed()
    earlier = submission.submitted_at - timedelta(minutes=11)  # type: ignore[operator]
    Submission.objects.filter(pk=submission.pk).update(submitted_at=earlier)
    with pytest.raises(TakeBackTooLate):
        services.take_back(submission.pk, by=cases.own(submission))
    assert cases.fresh(submission).state is SubmissionStatus.SUBMITTED


def test_the_same_token_begins_the_same_draft() -> None:
    first = cases.draft()
    again = services.start(
        cases.six_in_one(),
        first.applicant,
        hall=first.hall,
        token=first.token,
        by=cases.own(first),
    )
    assert again.pk == first.pk
    with pytest.raises(NotYours):
        services.start(
            cases.six_in_one(),
            stranger := cases.an_applicant("李娜"),
            hall=first.hall,
            token=first.token,
            by=cases.Actor.for_applicant(stranger),
        )


def test_what_was_filed_equals_its_export_for_ever() -> None:
    submission = cases.filed()
    before = Filing.objects.get(submission=submission).content
    services.take_back(submission.pk, by=cases.own(submission))
    services.save_answers(
        submission.pk, block="fund", values={"ratio": 9}, by=cases.own(submission)
    )
    assert Filing.objects.get(submission=submission, sequence=1).content == before
