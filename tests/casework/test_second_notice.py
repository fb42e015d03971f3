"""What was visible the first time is not asked a second time without a supervisor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours, ReasonMissing
from bundles.casework.models import NoticeEnding, SecondNotice, Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from bundles.casework.states import SubmissionStatus
from bundles.casework.window_exceptions import (
    AlreadyVisible,
    NoSuchNotice,
    NothingVisible,
    NoticeWaiting,
    OwnNotice,
)
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]

NAME = Defect("field:company_name.trade_name", "字号与已登记的公司相同，请换一个。")
LEASE = Defect("material:M08", "租赁合同缺少签字页，请重新上传。")
WAGE = Defect("field:staff.0.wage_base", "缴费基数低于下限。")


def returned_once(*defects: Defect) -> Submission:
    """Returned about the trade name, which the applicant has changed; nothing else has moved."""
    submission = cases.filed()
    services.return_for_correction(
        submission.pk, seen=submission.revision, defects=defects or [NAME], by=cases.clerk()
    )
    submission = cases.fresh(submission)
    name = submission.answers["blocks"]["company_name"] | {"trade_name": "青穗"}
    own = cases.own(submission)
    services.save_answers(submission.pk, block="company_name", values=name, by=own)
    submission = cases.signed(submission)
    services.resubmit(submission.pk, reviewed=review_hash(submission), by=own)
    return cases.fresh(submission)


def supervisor() -> Actor:
    return cases.officer("WLG-ZW-04")


def asked(submission: Submission, *defects: Defect) -> SecondNotice:
    return services.ask_second_notice(
        submission.pk,
        seen=submission.revision,
        defects=defects or [LEASE],
        because="第一次审查时漏看了签字页。",
        by=cases.clerk(),
    )


def test_what_stood_there_unchanged_is_refused_by_place() -> None:
    submission = returned_once()
    with pytest.raises(AlreadyVisible) as refused:
        services.return_for_correction(
            submission.pk,
            seen=submission.revision,
            defects=[NAME, LEASE, WAGE],
            by=cases.clerk(),
        )
    assert refused.value.places == ("material:M08", "field:staff.0.wage_base")
    assert cases.fresh(submission).state is SubmissionStatus.SUBMITTED


def test_what_was_asked_or_has_changed_since_may_be_asked_again() -> None:
    submission = returned_once()
    whole = Defect("block:company_name", "字号仍与已登记的公司相同。")
    services.return_for_correction(
        submission.pk, seen=submission.revision, defects=[NAME, whole], by=cases.clerk()
    )
    assert cases.fresh(submission).state is SubmissionStatus.CORRECTION


def test_a_field_of_a_block_that_was_asked_about_counts_as_asked() -> None:
    submission = returned_once(NAME, Defect("block:staff", "员工名单不全。"))
    services.return_for_correction(
        submission.pk, seen=submission.revision, defects=[WAGE], by=cases.clerk()
    )
    assert cases.fresh(submission).state is SubmissionStatus.CORRECTION


def test_a_supervisor_sends_it_with_a_reason() -> None:
    submission = returned_once()
    notice = asked(submission)
    assert notice.seen_before == ["material:M08"]
    with pytest.raises(ReasonMissing):
        services.send_second_notice(notice.pk, reason=" ", by=supervisor())
    services.send_second_notice(notice.pk, reason="合同无签字页，无法认定住所。", by=supervisor())
    submission = cases.fresh(submission)
    assert submission.state is SubmissionStatus.CORRECTION
    notice.refresh_from_db()
    assert (notice.ending, notice.reason) == (NoticeEnding.SENT, "合同无签字页，无法认定住所。")
    event = submission.events.latest("sequence")
    assert event.actor["id"] == "WLG-ZW-04"
    assert "签字页" not in str(event.data)
    with pytest.raises(NoSuchNotice):
        services.send_second_notice(notice.pk, reason="再发一次。", by=supervisor())


def test_it_goes_back_to_the_clerk_with_a_remark_and_may_be_asked_anew() -> None:
    submission = returned_once()
    notice = asked(submission)
    with pytest.raises(NoticeWaiting):
        asked(cases.fresh(submission))
    services.send_back_notice(notice.pk, remark="可以当场补签，不用退回。", by=supervisor())
    assert cases.fresh(submission).state is SubmissionStatus.SUBMITTED
    asked(cases.fresh(submission))


def test_nobody_decides_about_their_own_and_no_clerk_about_any() -> None:
    submission = returned_once()
    notice = asked(submission)
    both = replace(cases.clerk(), roles=frozenset({"window", "supervisor"}))
    with pytest.raises(OwnNotice):
        services.send_second_notice(notice.pk, reason="同意。", by=both)
    for stranger in (
        cases.officer("WLG-ZW-02"),
        replace(cases.officer("XLHT-ZW-01"), roles=frozenset({"supervisor"})),
    ):
        with pytest.raises(NotYours):
            services.send_second_notice(notice.pk, reason="同意。", by=stranger)


def test_what_the_window_may_send_itself_needs_no_supervisor() -> None:
    submission = returned_once()
    with pytest.raises(NothingVisible):
        asked(submission, NAME)


def test_a_case_accepted_meanwhile_leaves_nothing_to_approve() -> None:
    submission = returned_once()
    notice = asked(submission)
    services.accept(submission.pk, seen=submission.revision, by=cases.clerk())
    notice.refresh_from_db()
    assert notice.ending == NoticeEnding.OVERTAKEN
    with pytest.raises(NoSuchNotice):
        services.send_second_notice(notice.pk, reason="同意。", by=supervisor())
