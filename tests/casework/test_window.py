"""The window's answers: accept, return once with everything, refuse with reasons."""

from __future__ import annotations

import pytest

from bundles.casework import services
from bundles.casework.exceptions import (
    DefectsMissing,
    MoveNotAllowed,
    NotAsked,
    NotYours,
    ReasonMissing,
    StaleVersion,
    UnknownField,
)
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from bundles.casework.states import SubmissionStatus
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def test_acceptance_starts_the_clocks() -> None:
    submission = cases.accepted()
    assert submission.state is SubmissionStatus.ACCEPTED
    assert submission.promised_due is not None
    assert submission.legal_due is not None
    assert submission.promised_due < submission.legal_due


def test_a_second_acceptance_and_a_stale_one_are_refused() -> None:
    submission = cases.filed()
    services.accept(submission.pk, seen=submission.revision, by=cases.clerk())
    with pytest.raises(StaleVersion):
        services.accept(submission.pk, seen=submission.revision, by=cases.clerk())
    with pytest.raises(MoveNotAllowed):
        services.accept(submission.pk, seen=cases.fresh(submission).revision, by=cases.clerk())


@pytest.mark.parametrize("number", ["XLHT-ZW-01", "WLG-SC-01"])
def test_neither_another_hall_nor_a_department_may_accept(number: str) -> None:
    submission = cases.filed()
    with pytest.raises(NotYours):
        services.accept(submission.pk, seen=submission.revision, by=cases.officer(number))


def test_a_return_names_every_defect_and_opens_only_those_places() -> None:
    submission = cases.filed()
    services.return_for_correction(
        submission.pk,
        seen=submission.revision,
        defects=[
            Defect("field:company_name.trade_name", "字号与已登记的公司相同，请换一个。"),
            Defect("material:M08", "租赁合同缺少签字页，请重新上传。"),
        ],
        by=cases.clerk(),
    )
    submission, own = cases.fresh(submission), cases.own(submission)
    assert submission.state is SubmissionStatus.CORRECTION
    name = submission.answers["blocks"]["company_name"]
    with pytest.raises(NotAsked):
        services.save_answers(
            submission.pk, block="company_name", values={**name, "industry": "贸易"}, by=own
        )
    with pytest.raises(NotAsked):
        services.attach(
            submission.pk,
            material_key="M07",
            document=cases.a_document(submission.applicant),
            by=own,
        )
    services.save_answers(
        submission.pk, block="company_name", values={**name, "trade_name": "青穗"}, by=own
    )
    submission = cases.signed(submission)
    services.resubmit(submission.pk, reviewed=review_hash(submission), by=own)
    submission = cases.fresh(submission)
    assert submission.state is SubmissionStatus.SUBMITTED
    assert submission.filings.count() == 2
    assert not submission.corrections.filter(answered_at__isnull=True).exists()


@pytest.mark.parametrize("defects", [[], [Defect("material:M08", "  ")]])
def test_a_return_without_words_is_refused(defects: list[Defect]) -> None:
    submission = cases.filed()
    with pytest.raises(DefectsMissing):
        services.return_for_correction(
            submission.pk, seen=submission.revision, defects=defects, by=cases.clerk()
        )
    assert cases.fresh(submission).state is SubmissionStatus.SUBMITTED


def test_a_return_about_a_place_the_form_lacks_is_refused() -> None:
    submission = cases.filed()
    with pytest.raises(UnknownField):
        services.return_for_correction(
            submission.pk,
            seen=submission.revision,
            defects=[Defect("field:nowhere.at_all", "缺")],
            by=cases.clerk(),
        )


def test_a_refusal_keeps_its_reasons_sealed_and_only_their_hash_in_the_ledger() -> None:
    submission = cases.filed()
    reasons = "不属于本大厅受理范围，请到锡林浩特市政务服务大厅办理。"
    services.refuse(submission.pk, seen=submission.revision, reasons=reasons, by=cases.clerk())
    submission = cases.fresh(submission)
    assert submission.state is SubmissionStatus.REFUSED
    assert submission.refusal == reasons
    event = submission.events.get(kind="submission.refused")
    assert reasons not in str(event.data)
    assert len(event.data["reasons"]) == 64


def test_a_refusal_without_reasons_is_refused() -> None:
    submission = cases.filed()
    with pytest.raises(ReasonMissing):
        services.refuse(submission.pk, seen=submission.revision, reasons=" ", by=cases.clerk())
