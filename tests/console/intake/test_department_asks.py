"""What a department asked the applicant is put right at the counter, and goes back to who asked."""

from __future__ import annotations

from bundles.casework import services
from bundles.casework.models import Assistance, Submission, WorkItem
from bundles.casework.selectors.assistance import confirmation_of
from bundles.casework.services import Defect
from tests import cases
from tests.console.intake.counter import AGREED, helper, page, screen
from tests.console.seats import Seat, text_of

LATER = {"first_month": "2027-01"}


def asked(submission: Submission, key: str, about: str) -> WorkItem:
    item = cases.claimed(submission, key)
    defects = [Defect(about, "与入职月份不一致，请更正。")]
    services.request_correction(
        item.pk, seen=item.revision, defects=defects, by=cases.reviewer(item)
    )
    return item


def in_review() -> Submission:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    return cases.fresh(submission)


def mended(seat: Seat, submission: Submission) -> None:
    """Taken to the counter, the month put right, confirmed and signed by all who have to."""
    assert seat.verb(submission, "mend").url == f"/console/intake/{submission.token}/"
    insurance = submission.answers["blocks"]["insurance"] | LATER
    services.save_answers(submission.pk, block="insurance", values=insurance, by=helper(submission))
    seat.post(page(submission, "ask/"))
    own = confirmation_of(submission)
    assert own is not None
    for one in own.round.requests.exclude(pk=own.pk).filter(signature__isnull=True):
        cases.sign(one)
    Seat(None).client.post(screen(submission), {"agree": AGREED})


def test_the_case_page_offers_it_and_the_department_gets_its_answer(batu: Seat) -> None:
    submission = in_review()
    assert "当场更正" not in text_of(batu.case(submission))
    item = asked(submission, "E4", "field:insurance.first_month")
    assert "当场更正" in text_of(batu.case(submission))
    mended(batu, cases.fresh(submission))
    urls = {batu.post(page(submission, "file/")).url for _click in range(2)}
    assert urls == {f"/console/cases/{submission.number}/"}
    answered = cases.item(submission, "E4")
    assert (answered.status, answered.officer) == ("claimed", item.officer)
    assert cases.fresh(submission).status == "in_review"
    assert Assistance.objects.get().ending == "filed"
    last = answered.events.order_by("-sequence").first()
    assert last is not None
    assert last.actor["name"] == "巴图"


def test_another_department_goes_on_waiting_and_is_answered_next(batu: Seat) -> None:
    submission = in_review()
    asked(submission, "E4", "field:insurance.first_month")
    asked(submission, "E5", "block:staff")
    mended(batu, cases.fresh(submission))
    batu.post(page(submission, "file/"))
    assert cases.item(submission, "E4").status == "claimed"
    assert cases.item(submission, "E5").status == "correction"
    assert "交回补正" in text_of(batu.get(page(submission)))
    batu.post(page(submission, "file/"), because="员工信息与身份证一致，没有填错。")
    assert cases.item(submission, "E5").status == "claimed"
    reason = submission.corrections.latest("pk").unchanged_because
    assert reason == "员工信息与身份证一致，没有填错。"


def test_nothing_changed_and_no_word_why_is_not_handed_in(batu: Seat) -> None:
    submission = in_review()
    asked(submission, "E4", "field:insurance.first_month")
    batu.verb(cases.fresh(submission), "mend")
    batu.post(page(submission, "file/"))
    assert cases.item(submission, "E4").status == "correction"
    assert submission.filings.count() == 1
