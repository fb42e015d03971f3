"""What stays on record of signatures, and whom it names."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from random import Random

import pgtrigger
import pytest
from django.db import Error, connection, transaction

from bundles.casework import services
from bundles.casework.exceptions import CaseworkError, WrongPerson
from bundles.casework.ledger import breaks
from bundles.casework.models import Filing, SignatureRequest, Submission
from bundles.casework.selectors.signatures import standing_round
from tests import cases
from tests.casework.signing.steps import COMPANY, STRANGER, ask, hand_in, holder, try_to_be

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


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
