"""An official beside the applicant: what they may, and what stays the applicant's own."""

from __future__ import annotations

from uuid import uuid4

import pytest

from applicants.models import Applicant, IdentityLevel
from applicants.organisations import declare, leave
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import (
    AgreementsMissing,
    MoveNotAllowed,
    NotYours,
    PaperMissing,
    SignaturesMissing,
)
from bundles.casework.models import (
    Assistance,
    AssistanceEnding,
    SignatureRequest,
    SigningMethod,
    Submission,
)
from bundles.casework.selectors.assistance import assistance_behind, confirmation_of
from bundles.casework.selectors.review import review_hash
from departments.models import Hall, Officer
from portal.demo.company import Company
from tests import cases
from tests.applicants.samples import COMPANY_USCC

pytestmark = pytest.mark.usefixtures("library")

BATU, HELPER, ELSEWHERE, REVIEWER = "WLG-ZW-01", "WLG-ZW-05", "XLHT-ZW-01", "WLG-SC-01"
AGREED = ("truth", "sharing", "sensitive")


def beside(applicant: Applicant, number: str = BATU) -> Actor:
    officers = Officer.objects.select_related("department", "hall")
    return Actor.for_helper(officers.get(number=number), applicant)


def begun(applicant: Applicant | None = None, number: str = BATU) -> tuple[Submission, Actor]:
    applicant = applicant or cases.an_applicant()
    by, hall = beside(applicant, number), Hall.objects.get(code="wlg-hall")
    draft = services.start(cases.six_in_one(), applicant, hall=hall, token=uuid4(), by=by)
    return draft, by


def filled() -> tuple[Submission, Actor]:
    draft, by = begun()
    company = Company(seed=41, today=cases.TODAY)
    for block, values in company.answers["blocks"].items():
        services.save_answers(draft.pk, block=block, values=values, by=by)
    services.save_answers(draft.pk, block="questions", values=company.answers["questions"], by=by)
    for key in ("M07", "M08", "M09", "M11"):
        document = cases.a_document(draft.applicant, name=f"{key}.pdf")
        services.attach(draft.pk, material_key=key, document=document, by=by)
    return cases.fresh(draft), by


def put_before(draft: Submission, by: Actor) -> SignatureRequest:
    services.ask_signatures(draft.pk, reviewed=review_hash(draft), by=by)
    asked = confirmation_of(draft)
    assert asked is not None
    return asked


def sign_all_but(asked: SignatureRequest) -> None:
    for other in asked.round.requests.exclude(pk=asked.pk):
        cases.sign(other)


def confirm(asked: SignatureRequest, **changed: object) -> None:
    own = {"method": SigningMethod.BESIDE, "level": IdentityLevel.SEEN, "agreed": AGREED}
    cases.sign(asked, **{**own, **changed})


def test_a_draft_begun_at_the_counter_has_its_helper_in_the_ledger_by_name() -> None:
    draft, _by = begun()
    event = draft.events.get()
    assert (event.kind, event.actor["name"]) == ("assistance.begun", "巴图")
    assert draft.taken_in_at == Hall.objects.get(code="wlg-hall")


def test_a_double_click_begins_one_case_and_one_assistance() -> None:
    applicant, token = cases.an_applicant(), uuid4()
    by, hall = beside(applicant), Hall.objects.get(code="wlg-hall")
    for _click in range(2):
        services.start(cases.six_in_one(), applicant, hall=hall, token=token, by=by)
    assert Submission.objects.filter(token=token).count() == Assistance.objects.count() == 1


def test_an_official_of_no_hall_helps_nobody() -> None:
    with pytest.raises(NotYours):
        begun(number=REVIEWER)


def test_the_halls_own_helpers_may_help_without_a_window() -> None:
    draft, by = begun(number=HELPER)
    services.save_answers(draft.pk, block="capital", values={"amount": "1"}, by=by)


def test_a_colleague_touches_nothing_until_they_take_over() -> None:
    draft, by = begun()
    colleague = beside(draft.applicant, HELPER)
    with pytest.raises(NotYours):
        services.save_answers(draft.pk, block="capital", values={"amount": "1"}, by=colleague)
    services.assist(draft.pk, present=draft.applicant, by=colleague)
    services.save_answers(draft.pk, block="capital", values={"amount": "1"}, by=colleague)
    with pytest.raises(NotYours):
        services.save_answers(draft.pk, block="capital", values={"amount": "2"}, by=by)


def test_nobody_helps_beside_somebody_else() -> None:
    draft, _by = begun()
    stranger = cases.an_applicant()
    with pytest.raises(NotYours):
        services.assist(draft.pk, present=stranger, by=beside(draft.applicant))
    with pytest.raises(NotYours):
        services.assist(draft.pk, present=stranger, by=beside(stranger))


def test_put_aside_the_screen_goes_dark_and_the_helper_may_nothing() -> None:
    draft, by = begun()
    secret = Assistance.objects.get().secret
    services.end_assistance(draft.pk, ending=AssistanceEnding.PUT_ASIDE, by=by)
    found = assistance_behind(secret)
    assert found is not None
    assert found.ended_at is not None
    with pytest.raises(NotYours):
        services.save_answers(draft.pk, block="capital", values={"amount": "1"}, by=by)


def test_a_helper_withdraws_nothing() -> None:
    draft, by = begun()
    with pytest.raises(NotYours):
        services.withdraw(draft.pk, by=by)


def test_a_helper_files_nothing_on_their_own_word() -> None:
    draft, by = filled()
    with pytest.raises(SignaturesMissing) as missing:
        services.apply(draft.pk, reviewed=review_hash(draft), by=by)
    assert draft.applicant.id_number in {one.id_number for one in missing.value.signers}


def test_the_applicant_confirms_even_where_no_role_names_them() -> None:
    draft, by = filled()
    asked = put_before(draft, by)
    assert asked.id_number == draft.applicant.id_number
    sign_all_but(asked)
    with pytest.raises(SignaturesMissing):
        services.apply(draft.pk, reviewed=review_hash(draft), by=by)
    confirm(asked)
    services.apply(draft.pk, reviewed=review_hash(draft), by=by)
    assert cases.fresh(draft).number
    assert Assistance.objects.get().ending == AssistanceEnding.FILED


def test_every_other_signatory_signs_at_the_counter_too() -> None:
    """T28 holds wherever the form was filled in."""
    draft, by = filled()
    confirm(put_before(draft, by))
    with pytest.raises(SignaturesMissing):
        services.apply(draft.pk, reviewed=review_hash(draft), by=by)


def test_each_promise_is_ticked_by_itself() -> None:
    draft, by = filled()
    asked = put_before(draft, by)
    with pytest.raises(AgreementsMissing):
        confirm(asked, agreed=AGREED[:2])
    confirm(asked)
    asked.round.refresh_from_db()
    assert set(asked.round.agreed) == set(AGREED)


def test_no_clerk_signs_for_the_applicant_without_their_paper() -> None:
    draft, by = filled()
    asked = put_before(draft, by)
    counter = {"method": SigningMethod.COUNTER, "by": by}
    with pytest.raises(PaperMissing):
        confirm(asked, **counter)
    paper = cases.a_document(draft.applicant, name="申请表.pdf")
    token = {"service": "test", "text_hash": asked.text_hash, "paper": paper.sha256}
    confirm(asked, **counter, token=token)
    asked.refresh_from_db()
    assert asked.signature.token["paper"] == paper.sha256


def test_a_strangers_paper_is_none() -> None:
    draft, by = filled()
    asked = put_before(draft, by)
    paper = cases.a_document(cases.an_applicant())
    token = {"service": "test", "text_hash": asked.text_hash, "paper": paper.sha256}
    with pytest.raises(PaperMissing):
        confirm(asked, method=SigningMethod.COUNTER, by=by, token=token)


def test_who_was_asked_at_home_confirms_at_the_counter_besides() -> None:
    draft = cases.draft()
    reviewed = review_hash(draft)
    services.ask_signatures(draft.pk, reviewed=reviewed, by=cases.own(draft))
    by = beside(draft.applicant)
    services.assist(draft.pk, present=draft.applicant, by=by)
    asked = put_before(cases.fresh(draft), by)
    assert asked.round.requests.count() > 1
    put_before(cases.fresh(draft), by)
    assert sum(one.id_number == asked.id_number for one in asked.round.requests.all()) == 1


def test_what_was_filled_in_at_the_counter_can_be_filed_at_home() -> None:
    draft, by = filled()
    services.end_assistance(draft.pk, ending=AssistanceEnding.PUT_ASIDE, by=by)
    cases.signed(draft)
    services.apply(draft.pk, reviewed=review_hash(draft), by=cases.own(draft))
    assert cases.fresh(draft).number


def test_a_case_that_waits_is_mended_on_the_spot_and_keeps_its_number() -> None:
    filed = cases.filed()
    by = beside(filed.applicant)
    services.mend(filed.pk, present=filed.applicant, seen=filed.revision, by=by)
    services.save_answers(filed.pk, block="capital", values={"amount": "1000000"}, by=by)
    values = {**filed.answers["blocks"]["scope"], "text": "乳制品生产"}
    services.save_answers(filed.pk, block="scope", values=values, by=by)
    asked = put_before(cases.fresh(filed), by)
    sign_all_but(asked)
    confirm(asked)
    mended = cases.fresh(filed)
    services.apply(filed.pk, reviewed=review_hash(mended), by=by)
    assert cases.fresh(filed).number == filed.number


def test_an_accepted_case_is_mended_no_more() -> None:
    accepted = cases.accepted()
    by = beside(accepted.applicant)
    with pytest.raises(MoveNotAllowed):
        services.mend(accepted.pk, present=accepted.applicant, seen=accepted.revision, by=by)


def test_another_hall_mends_nothing() -> None:
    filed = cases.filed()
    by = beside(filed.applicant, ELSEWHERE)
    with pytest.raises(NotYours):
        services.mend(filed.pk, present=filed.applicant, seen=filed.revision, by=by)


def test_a_case_stays_as_it_was_when_who_came_with_it_may_no_longer_act_for_it() -> None:
    person = cases.an_applicant("萨如拉")
    membership = declare(
        person, name="乌拉盖草原乳业有限公司", uscc=COMPANY_USCC, phone="13947954321"
    )
    filed = cases.filed(membership.organisation)
    leave(membership.pk)
    events, by = filed.events.count(), beside(filed.applicant)
    with pytest.raises(NotYours):
        services.mend(filed.pk, present=person, seen=filed.revision, by=by)
    after = cases.fresh(filed)
    assert (after.status, after.revision) == ("submitted", filed.revision)
    assert (after.submitted_at, after.deemed_at) == (filed.submitted_at, filed.deemed_at)
    assert after.events.count() == events
    assert not after.assistances.exists()


def test_a_counter_deletes_only_what_was_begun_there() -> None:
    begun_here, by = begun()
    services.discard(begun_here.pk, by=by)
    assert cases.fresh(begun_here).status == "withdrawn"
    from_home = cases.draft()
    by = beside(from_home.applicant)
    services.assist(from_home.pk, present=from_home.applicant, by=by)
    with pytest.raises(NotYours):
        services.discard(from_home.pk, by=by)
