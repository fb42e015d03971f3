"""Everybody who signs for a company confirms it before it is filed (T28)."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any

import pgtrigger
import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from applicants.models import Applicant, IdentityLevel
from applicants.services import register_person
from bundles.casework import bells, services
from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import (
    AlreadySigned,
    AnswersIncomplete,
    CaseworkError,
    LinkExpired,
    LinkLocked,
    MoveNotAllowed,
    NoSuchRequest,
    NothingToSign,
    NotYours,
    OtherText,
    ReasonMissing,
    ReviewChanged,
    SignatureDeclined,
    SignaturesMissing,
    SigningOver,
    WrongPerson,
)
from bundles.casework.ledger import breaks
from bundles.casework.models import (
    Filing,
    Signature,
    SignatureRequest,
    SigningMethod,
    SigningRound,
    Submission,
)
from bundles.casework.selectors.review import review_hash
from bundles.casework.selectors.signatures import own_request, request_behind, standing_round
from bundles.casework.services import Defect
from bundles.casework.services.sign import WRONG_TRIES
from bundles.casework.states import SubmissionStatus
from portal.demo.company import Company
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
COMPANY = Company(seed=31, today=cases.TODAY)
STRANGER = "152531199003072518"


def ask(draft: Submission) -> SigningRound:
    return services.ask_signatures(draft.pk, reviewed=review_hash(draft), by=cases.own(draft))


def hand_in(draft: Submission) -> Submission:
    draft = cases.fresh(draft)
    return services.apply(draft.pk, reviewed=review_hash(draft), by=cases.own(draft))


def holder(request: SignatureRequest) -> Actor:
    return Actor.for_signatory(request.pk)


def try_to_be(request: SignatureRequest, name: str, id_number: str) -> None:
    services.identify(request.pk, name=name, id_number=id_number, by=holder(request))


@pytest.fixture
def draft() -> Submission:
    return cases.draft(company=COMPANY)


@pytest.fixture
def asked(draft: Submission) -> list[SignatureRequest]:
    return list(ask(draft).requests.all())


def founder() -> Applicant:
    """The applicant who is legal representative, shareholder and director of the company."""
    person = COMPANY.founder
    return register_person(name=person.name, id_number=person.id_number, phone=person.phone)


# --- asking


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


# --- filing waits for all (T28)


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


# --- what changes voids what was signed


def _answers(draft: Submission) -> None:
    values = {**draft.answers["blocks"]["scope"], "text": "乳制品生产；畜产品收购"}
    services.save_answers(draft.pk, block="scope", values=values, by=cases.own(draft))


def _more_files(draft: Submission) -> None:
    document = cases.a_document(draft.applicant, name="补充.pdf")
    services.attach(draft.pk, material_key="M08", document=document, by=cases.own(draft))


def _fewer_files(draft: Submission) -> None:
    handed = draft.handed_materials.get(material_key="M08")
    services.detach(draft.pk, handed_id=handed.pk, by=cases.own(draft))


@pytest.mark.parametrize("change", [_answers, _more_files, _fewer_files])
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
    _answers(draft)
    services.save_answers(draft.pk, block="scope", values=scope, by=cases.own(draft))
    with pytest.raises(SignaturesMissing):
        hand_in(draft)


def test_saving_the_same_again_voids_nothing(draft: Submission) -> None:
    cases.signed(draft)
    scope = draft.answers["blocks"]["scope"]
    services.save_answers(draft.pk, block="scope", values=scope, by=cases.own(draft))
    assert hand_in(draft).state is SubmissionStatus.SUBMITTED


# --- signing


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


# --- declining, "not me", asking anew, calling off


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
    _answers(submission)
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


# --- the record


def test_a_signature_cannot_be_changed_or_removed(asked: list[SignatureRequest]) -> None:
    cases.sign(asked[0])
    for sql in (
        "UPDATE casework_signature SET level = 'verified'",
        "DELETE FROM casework_signature",
    ):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_the_ledger_tells_it_without_anybodys_data(
    draft: Submission, asked: list[SignatureRequest]
) -> None:
    with pytest.raises(WrongPerson):
        try_to_be(asked[0], asked[0].name, STRANGER)
    cases.sign(asked[0])
    services.decline(asked[1].pk, reason="张三说不行", by=holder(asked[1]))
    services.renew_link(asked[1].pk, by=cases.own(draft))
    services.deny(asked[2].pk, by=holder(asked[2]))
    events = list(draft.events.order_by("sequence"))
    assert [event.kind for event in events] == [
        "signatures.asked",
        "signature.given",
        "signature.declined",
        "signature.asked_again",
        "signature.denied",
        "signatures.ended",
    ]
    written = json.dumps([[event.actor, event.data] for event in events], ensure_ascii=False)
    for one in asked:
        for hidden in (one.name, one.id_number, one.phone, one.secret, one.secret_hash):
            assert hidden not in written
    assert "张三" not in written
    assert list(breaks([cases.fresh(draft)])) == []


@pytest.mark.parametrize("seed", range(6))
def test_no_filing_ever_lacks_a_signature_of_anybody_named(seed: int) -> None:
    """Whatever the applicant does in whatever order: a filing has everybody's signature (T28)."""
    random, submission = Random(seed), cases.draft(company=COMPANY)
    own = cases.own(submission)
    for _step in range(30):
        match random.choice(("ask", "sign", "sign", "sign", "file", "call_off", "change", "back")):
            case "ask":
                attempt(lambda: ask(cases.fresh(submission)))
            case "sign":
                attempt(lambda: sign_one(submission, random))
            case "file":
                attempt(lambda: hand_in(submission))
            case "call_off":
                attempt(lambda: services.call_off(submission.pk, by=own))
            case "change":
                fund = {"ratio": random.choice([8, 9]), "first_month": COMPANY.first_month}
                attempt(
                    lambda values=fund: services.save_answers(
                        submission.pk, block="fund", values=values, by=own
                    )
                )
            case "back":
                attempt(lambda: services.take_back(submission.pk, by=own))
    for filing in Filing.objects.all():
        named = {
            person["id_number"]
            for block in ("shareholders", "officers")
            for person in filing.content["answers"]["blocks"][block]
        }
        counted = SignatureRequest.objects.filter(
            round__submission=filing.submission_id,
            round__review_hash=filing.review_hash,
            round__ending="filed",
            signature__isnull=False,
        )
        assert named == {one.id_number for one in counted}


def attempt(verb: Callable[[], object]) -> None:
    with suppress(CaseworkError):
        verb()


def sign_one(submission: Submission, random: Random) -> None:
    standing = standing_round(submission)
    open_ones = list(standing.requests.filter(signature__isnull=True)) if standing else []
    if open_ones:
        cases.sign(random.choice(open_ones))


def test_rekeying_finds_everybody_asked(asked: list[SignatureRequest]) -> None:
    assert pgtrigger.registered("casework.Signature:signature_append_only")
    assert asked[0].id_fingerprint == asked[0]._meta.get_field("id_fingerprint").compute(  # type: ignore[union-attr]
        asked[0].id_number
    )
