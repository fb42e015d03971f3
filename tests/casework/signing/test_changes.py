"""A change of what was put before everybody voids their signatures; a correction asks again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bundles.casework import bells, services
from bundles.casework.bells import Fact
from bundles.casework.exceptions import SignaturesMissing, SigningOver
from bundles.casework.models import Signature, SigningRound, Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.selectors.signatures import standing_round
from bundles.casework.services import Defect
from bundles.casework.states import SubmissionStatus
from tests import cases
from tests.casework.signing.steps import COMPANY, ask, change_answers, hand_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def _more_files(draft: Submission) -> None:
    document = cases.a_document(draft.applicant, name="补充.pdf")
    services.attach(draft.pk, material_key="M08", document=document, by=cases.own(draft))


def _fewer_files(draft: Submission) -> None:
    handed = draft.handed_materials.get(material_key="M08")
    services.detach(draft.pk, handed_id=handed.pk, by=cases.own(draft))


@pytest.mark.parametrize("change", [change_answers, _more_files, _fewer_files])
def test_a_change_voids_the_round_and_says_so(
    draft: Submission,
    change: Callable[[Submission], None],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    told: list[int] = []
    monkeypatch.setitem(bells._listeners, Fact.SIGNATURES_VOIDED, [told.append])
    first, *others = ask(draft).requests.all()
    cases.sign(first)
    with django_capture_on_commit_callbacks(execute=True):
        change(draft)
    assert told == [draft.pk]
    assert SigningRound.objects.get().ending == "changed"
    assert standing_round(draft) is None
    with pytest.raises(SigningOver):
        cases.sign(others[0])
    assert Signature.objects.count() == 1, "what was signed stays on record"


def test_signatures_do_not_come_back_with_the_old_answers(draft: Submission) -> None:
    cases.signed(draft)
    scope = draft.answers["blocks"]["scope"]
    change_answers(draft)
    services.save_answers(draft.pk, block="scope", values=scope, by=cases.own(draft))
    with pytest.raises(SignaturesMissing):
        hand_in(draft)


def test_saving_the_same_again_voids_nothing(draft: Submission) -> None:
    cases.signed(draft)
    scope = draft.answers["blocks"]["scope"]
    services.save_answers(draft.pk, block="scope", values=scope, by=cases.own(draft))
    assert hand_in(draft).state is SubmissionStatus.SUBMITTED


# --- corrections


def returned(*abouts: str) -> Submission:
    submission = cases.filed(company=COMPANY)
    defects = [Defect(about, "请改正。") for about in abouts]
    services.return_for_correction(
        submission.pk, seen=submission.revision, defects=defects, by=cases.clerk()
    )
    return cases.fresh(submission)


def answer(submission: Submission) -> Submission:
    submission = cases.fresh(submission)
    own = cases.own(submission)
    return services.resubmit(submission.pk, reviewed=review_hash(submission), by=own)


def test_a_correction_nobody_answers_for_needs_no_signature() -> None:
    submission = returned("block:fund")
    values = {**submission.answers["blocks"]["fund"], "ratio": 9}
    services.save_answers(submission.pk, block="fund", values=values, by=cases.own(submission))
    assert answer(submission).state is SubmissionStatus.SUBMITTED


def test_a_correction_asks_those_whose_part_it_changes() -> None:
    submission = returned("field:scope.text")
    change_answers(submission)
    with pytest.raises(SignaturesMissing) as refused:
        answer(submission)
    roles = [{role.key for role in one.roles} for one in refused.value.signers]
    assert len(roles) == 2, "the supervisor said nothing about the scope"
    assert all("shareholder" in theirs for theirs in roles)
    round_ = ask(cases.fresh(submission))
    assert round_.requests.count() == 2
    for request in round_.requests.all():
        cases.sign(request)
    assert answer(submission).filings.count() == 2


def test_a_person_who_comes_in_by_a_correction_signs_too() -> None:
    submission = returned("block:officers")
    officers = submission.answers["blocks"]["officers"]
    newcomer = {"name": "张新人", "id_number": "11010119900307803X", "phone": "13804790009"}
    values = [*officers[:2], {"post": "supervisor", **newcomer}]
    services.save_answers(submission.pk, block="officers", values=values, by=cases.own(submission))
    with pytest.raises(SignaturesMissing) as refused:
        answer(submission)
    assert "张新人" in [one.name for one in refused.value.signers]
