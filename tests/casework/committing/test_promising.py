"""Promises: each ticked by itself, for what is filed, and never carried over (T7)."""

from __future__ import annotations

from datetime import datetime
from unittest.mock import patch

import pytest
from django.utils import timezone

from applicants.barring import Listed, bar
from bundles.casework import services
from bundles.casework.commitment_exceptions import NotByCommitment, PromisesMissing
from bundles.casework.exceptions import MaterialsMissing, NotYours
from bundles.casework.models import Commitment, CommitmentEnding, Filing, Submission, WorkItem
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from bundles.casework.services.asked import places_asked
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from bundles.casework.window_exceptions import AlreadyVisible
from departments.calendar import SHANGHAI
from tests import cases
from tests.casework.committing import shop

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
ALL = {("material:M13", "E5"), ("material:M14", "E2"), ("paper:seal_letter", "E2")}


def standing(submission_id: int) -> set[tuple[str, str]]:
    rows = Commitment.objects.filter(submission=submission_id, ended_at__isnull=True)
    return set(rows.values_list("key", "item"))


def test_every_promise_is_frozen_with_the_filing_by_whom_when_and_in_which_words() -> None:
    submission = shop.apply(shop.draft())
    assert standing(submission.pk) == ALL
    row = Commitment.objects.get(submission=submission, key="paper:seal_letter")
    assert row.filing == submission.filings.get()
    assert row.made_by["id"] == str(submission.applicant_id)
    assert row.made_at == row.filing.filed_at
    assert len(row.text_hash) == 64
    event = submission.events.get(kind="commitment.made")
    assert event.data["promises"] == ["material:M13", "material:M14", "paper:seal_letter"]


@pytest.mark.parametrize("left", shop.TICKED)
def test_one_promise_not_ticked_and_nothing_is_filed(left: str) -> None:
    submission = shop.draft()
    with pytest.raises(PromisesMissing) as refused:
        shop.apply(submission, [key for key in shop.TICKED if key != left])
    assert refused.value.keys == {left}
    assert cases.fresh(submission).state is SubmissionStatus.DRAFT
    assert not Filing.objects.filter(submission=submission).exists()


def test_another_case_of_the_same_person_promises_everything_again() -> None:
    first = shop.apply(shop.draft())
    second = shop.draft(applicant=first.applicant)
    with pytest.raises(PromisesMissing):
        shop.apply(second, ())


def test_a_draft_taken_back_is_promised_again() -> None:
    submission = shop.apply(shop.draft())
    services.take_back(submission.pk, by=cases.own(submission))
    with pytest.raises(PromisesMissing):
        shop.apply(submission, ())
    shop.apply(submission)
    assert standing(submission.pk) == ALL
    ended = Commitment.objects.filter(ending=CommitmentEnding.PROMISED_ANEW)
    assert ended.count() == len(ALL)


def test_a_correction_wants_only_the_promises_it_touches_anew() -> None:
    submission = shop.apply(shop.draft())
    services.return_for_correction(
        submission.pk,
        seen=submission.revision,
        defects=[Defect("field:seal.words", "请按登记名称填写。")],
        by=cases.clerk(),
    )
    shop.save(submission, "seal", words="敖登小店有限公司")
    said = {"reviewed": review_hash(cases.fresh(submission)), "by": cases.own(submission)}
    with pytest.raises(PromisesMissing) as refused:
        services.resubmit(submission.pk, **said)
    assert refused.value.keys == {"paper:seal_letter", "material:M14"}
    services.resubmit(submission.pk, agreed=refused.value.keys, **said)
    first = submission.filings.earliest("sequence")
    kept = Commitment.objects.filter(submission=submission, ended_at__isnull=True, filing=first)
    assert set(kept.values_list("key", "item")) == {("material:M13", "E5")}
    assert standing(submission.pk) == ALL


def test_who_goes_the_ordinary_way_hands_in_the_paper_and_promises_less() -> None:
    submission = shop.draft("ordinary")
    with pytest.raises(MaterialsMissing):
        shop.apply(submission)
    shop.hand(submission)
    shop.apply(submission, ["material:M13"])
    assert standing(submission.pk) == {("material:M13", "E5")}
    cases.in_review(cases.fresh(submission))
    assert not cases.item(submission, "E2").by_commitment


def test_who_is_on_the_bad_credit_list_cannot_promise_anything() -> None:
    submission = shop.draft()
    number = submission.applicant.id_number
    bar(Listed(number, "拒不履行承诺", since=cases.TODAY), source="锡林郭勒盟发展和改革委员会")
    with pytest.raises(MaterialsMissing) as refused:
        shop.apply(submission)
    assert set(refused.value.keys) == {"M13", "M14"}
    shop.hand(submission, "M13")
    shop.hand(submission, "M14")
    submission = shop.apply(submission, ())
    assert submission.filings.get().content["barred"] is True
    assert not standing(submission.pk)
    assert not cases.item(cases.in_review(submission), "E2").by_commitment


def test_who_is_listed_only_later_keeps_what_was_promised_before() -> None:
    submission = shop.apply(shop.draft())
    number = submission.applicant.id_number
    bar(Listed(number, "拒不履行承诺", since=cases.TODAY), source="锡林郭勒盟发展和改革委员会")
    assert cases.item(cases.in_review(submission), "E2").by_commitment


def test_who_is_listed_while_putting_something_right_is_not_led_into_a_dead_end() -> None:
    submission = shop.apply(shop.draft())
    services.return_for_correction(
        submission.pk,
        seen=submission.revision,
        defects=[Defect("field:notice.subject", "请写全店名。")],
        by=cases.clerk(),
    )
    number = submission.applicant.id_number
    bar(Listed(number, "拒不履行承诺", since=cases.TODAY), source="锡林郭勒盟发展和改革委员会")
    shop.save(submission, "notice", subject="开一家小店，卖茶")
    reviewed = review_hash(cases.fresh(submission))
    said = {"reviewed": reviewed, "by": cases.own(submission)}
    services.resubmit(submission.pk, agreed=shop.TICKED, **said)  # and no paper nobody asked for
    assert standing(submission.pk) == ALL
    with pytest.raises(MaterialsMissing):
        shop.apply(shop.draft(applicant=submission.applicant), shop.TICKED)


def test_the_item_goes_by_the_limits_of_its_commitment() -> None:
    item = shop.queued()
    assert item.by_commitment
    assert item.promised_due == item.legal_due


def test_a_promise_taken_back_is_asked_for_and_the_ordinary_limits_hold() -> None:
    with patch.object(timezone, "now", return_value=MORNING):  # in the evening both begin tomorrow
        item = shop.queued()
        before = item.legal_due
        shop.withdraw(item.submission)
    item.refresh_from_db()
    assert (item.state, item.by_commitment) == (WorkItemStatus.CORRECTION, False)
    assert item.legal_due is not None
    assert before is not None
    assert item.legal_due > before
    asked = item.corrections.get()
    assert [one["about"] for one in asked.defects] == ["material:M14"]
    assert standing(item.submission_id) == {("material:M13", "E5")}


def test_the_answer_brings_the_item_back_to_where_it_was() -> None:
    item = shop.queued()
    shop.withdraw(item.submission)
    reviewed = review_hash(cases.fresh(item.submission))
    with pytest.raises(MaterialsMissing):
        services.resubmit_item(item.pk, reviewed=reviewed, by=cases.own(item.submission))
    shop.hand(item.submission)
    reviewed = review_hash(cases.fresh(item.submission))
    services.resubmit_item(item.pk, reviewed=reviewed, by=cases.own(item.submission))
    item.refresh_from_db()
    assert item.state is WorkItemStatus.QUEUED
    cases.approved(cases.fresh(item.submission), "E2")  # a reviewer may, as with any other


def test_taken_back_while_it_waits_for_another_item_it_is_asked_for_at_once() -> None:
    submission = shop.in_review()
    shop.withdraw(submission)
    item = cases.item(submission, "E2")
    assert item.state is WorkItemStatus.WAITING
    cases.approved(submission, "E1")
    item.refresh_from_db()
    assert item.state is WorkItemStatus.CORRECTION
    shop.hand(submission)
    reviewed = review_hash(cases.fresh(submission))
    services.resubmit_item(item.pk, reviewed=reviewed, by=cases.own(submission))
    item.refresh_from_db()
    assert item.state is WorkItemStatus.QUEUED


def test_taken_back_before_acceptance_the_case_comes_back_for_the_paper() -> None:
    submission = shop.apply(shop.draft())
    shop.withdraw(submission)
    submission = cases.fresh(submission)
    assert submission.state is SubmissionStatus.CORRECTION
    shop.hand(submission)
    reviewed = review_hash(cases.fresh(submission))
    services.resubmit(submission.pk, reviewed=reviewed, by=cases.own(submission))
    submission = cases.in_review(cases.fresh(submission))
    assert not cases.item(submission, "E2").by_commitment


def test_what_the_applicant_took_back_is_no_notice_of_the_window() -> None:
    submission = shop.apply(shop.draft())
    shop.withdraw(submission)
    shop.hand(submission)
    reviewed = review_hash(cases.fresh(submission))
    services.resubmit(submission.pk, reviewed=reviewed, by=cases.own(submission))
    words, subject = (
        Defect("field:seal.words", "请按登记名称填写。"),
        Defect("field:notice.subject", "请写全店名。"),
    )
    returned(submission, words)  # it stood there, but nobody at the window had read it
    shop.save(submission, "seal", words="敖登小店有限公司")
    reviewed = review_hash(cases.fresh(submission))
    services.resubmit(submission.pk, reviewed=reviewed, by=cases.own(submission))
    with pytest.raises(AlreadyVisible):
        returned(submission, subject)


def returned(submission: Submission, defect: Defect) -> None:
    seen = cases.fresh(submission).revision
    services.return_for_correction(submission.pk, seen=seen, defects=[defect], by=cases.clerk())


def test_nothing_is_taken_back_twice_or_after_the_decision_or_by_a_stranger() -> None:
    item = shop.queued()
    with pytest.raises(NotYours):
        shop.withdraw(item.submission, by=cases.Actor.for_applicant(cases.an_applicant()))
    with pytest.raises(NotByCommitment):
        shop.withdraw(item.submission, "E1")
    shop.approve(item)
    with pytest.raises(NotByCommitment):
        shop.withdraw(item.submission)
    shop.withdraw(item.submission, "E5")
    with pytest.raises(NotByCommitment):
        shop.withdraw(item.submission, "E5")


def test_taken_back_while_a_special_procedure_runs_it_is_answered_before_or_after_its_end() -> None:
    for answered_first in (True, False):
        item = shop.queued()
        by = cases.decider(item)
        item = services.claim(item.pk, seen=item.revision, by=by)
        item = services.suspend(item.pk, seen=item.revision, procedure="hearing", by=by)
        shop.withdraw(item.submission)
        shop.hand(item.submission)
        if answered_first:
            answer(item)
        item.refresh_from_db()
        assert item.state is WorkItemStatus.SUSPENDED
        item = services.resume(item.pk, seen=item.revision, by=by)
        if not answered_first:
            assert item.state is WorkItemStatus.CORRECTION
            answer(item)
            item.refresh_from_db()
        assert (item.state, item.by_commitment) == (WorkItemStatus.CLAIMED, False)


def answer(item: WorkItem) -> None:
    reviewed = review_hash(cases.fresh(item.submission))
    services.resubmit_item(item.pk, reviewed=reviewed, by=cases.own(item.submission))


def test_nothing_is_asked_any_more_of_an_item_that_fell_with_another() -> None:
    submission = shop.in_review()
    shop.withdraw(submission)
    cases.rejected(submission, "E1")
    item = cases.item(submission, "E2")
    assert item.state is WorkItemStatus.CANCELLED
    assert not places_asked(submission)
