"""Put the reviewed application before everybody who signs it, and take that back again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from bundles.casework.actors import Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import AlreadySigned, NothingToSign, SigningOver
from bundles.casework.models import RoundEnding, SignatureRequest, SigningRound
from bundles.casework.selectors.signatures import (
    covered_hash,
    link_hash,
    standing_round,
    text_hash,
)
from bundles.catalogue.signing import Signer

from . import moves
from .asked import form_is_open
from .filing import Reviewed, ready
from .permissions import applicants_own
from .sign import at_request
from .signing import end_round, unsigned

LINK_LASTS: Final = timedelta(days=7)


def ask_signatures(
    submission_id: int, *, reviewed: str, agreed: Iterable[str] = (), by: Actor
) -> SigningRound:
    """Freeze what was reviewed and make one request with a secret link per person to sign it.

    ``agreed`` are the keys of what the applicant ticked for this very text (T7). While a round over
    the same text stands, that one is given back. Raises what ``ready`` raises, ``MoveNotAllowed``
    for a closed form, ``NothingToSign``, ``NotYours``.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        form_is_open(case.submission)
        what = ready(case, reviewed=reviewed)
        standing = standing_round(case.submission)
        if standing is not None and standing.review_hash == what.hash:
            _ask_also(case, standing, what)
            return standing
        waiting = unsigned(case, what.hash, what.answers, what.materials)
        if not waiting:
            raise NothingToSign
        end_round(case, RoundEnding.CHANGED)
        round_ = _round(case, what, agreed)
        for number, signer in enumerate(waiting, start=1):
            _request(case, round_, what, signer, number)
        case.record(
            "signatures.asked", {"round": round_.pk, "text": what.hash, "people": len(waiting)}
        )
        case.ring(Fact.SIGNATURES_ASKED)
    return round_


def _ask_also(case: moves.Case, round_: SigningRound, what: Reviewed) -> None:
    """Who is wanted now and was not when the round began: the applicant who came to a counter."""
    asked = {one.covered_hash for one in round_.requests.all()}
    number = len(asked)
    for signer in unsigned(case, what.hash, what.answers, what.materials):
        args = (case.submission, case.version, signer, what.answers, what.materials)
        if covered_hash(*args) not in asked:
            number += 1
            _request(case, round_, what, signer, number)
            case.record("signatures.asked", {"round": round_.pk, "text": what.hash, "people": 1})


def renew_link(request_id: int, *, by: Actor) -> SignatureRequest:
    """Give one person a new link: the old one is dead, a refusal or a lock is forgotten.

    Raises ``AlreadySigned``, ``SigningOver``, ``NoSuchRequest``, ``NotYours``.
    """
    with at_request(request_id, by=by) as (case, request):
        applicants_own(case)
        if request.round.ended_at is not None:
            raise SigningOver
        if request.is_signed:
            raise AlreadySigned
        _new_secret(case, request)
        request.wrong_tries, request.locked_until = 0, None
        request.declined_at, request.declined_reason = None, ""
        request.save()
        case.record("signature.asked_again", {"request": request.pk})
        case.ring(Fact.SIGNATURES_ASKED)
    return request


def call_off(submission_id: int, *, by: Actor) -> None:
    """Stop the round that stands, to change something or give up; without one nothing happens."""
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        end_round(case, RoundEnding.CALLED_OFF)


def _round(case: moves.Case, what: Reviewed, agreed: Iterable[str]) -> SigningRound:
    return SigningRound.objects.create(
        submission=case.submission,
        review_hash=what.hash,
        content=what.content,
        agreed=list(agreed),
        asked_by=case.by.as_json(),
        asked_at=case.at,
    )


def _request(
    case: moves.Case, round_: SigningRound, what: Reviewed, signer: Signer, number: int
) -> None:
    submission = case.submission
    request = SignatureRequest(
        round=round_,
        number=number,
        name=signer.name,
        id_number=signer.id_number,
        phone=signer.phone,
        roles=[{"key": role.key, "on_behalf_of": role.on_behalf_of} for role in signer.roles],
        text_hash=text_hash(submission, signer, reviewed=what.hash, number=number),
        covered_hash=covered_hash(submission, case.version, signer, what.answers, what.materials),
    )
    _new_secret(case, request)
    request.save()


def _new_secret(case: moves.Case, request: SignatureRequest) -> None:
    request.secret = secrets.token_urlsafe(32)
    request.secret_hash = link_hash(request.secret)
    request.expires_at = case.at + LINK_LASTS
