"""What somebody does who is asked to sign: prove who they are, sign, decline, or say "not me"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from hmac import compare_digest
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from applicants.identity import validate_person_name, validate_resident_id
from applicants.models import Applicant, Document, IdentityLevel
from bundles.casework.actors import Actor, ActorKind
from bundles.casework.bells import Fact
from bundles.casework.exceptions import (
    AgreementsMissing,
    AlreadySigned,
    LinkExpired,
    LinkLocked,
    NoSuchRequest,
    NotYours,
    OtherText,
    PaperMissing,
    ReasonMissing,
    SignatureDeclined,
    SigningOver,
    WrongPerson,
)
from bundles.casework.models import (
    RoundEnding,
    Signature,
    SignatureRequest,
    SigningMethod,
    SigningRound,
)
from bundles.casework.selectors.circumstances import present
from bundles.casework.selectors.signatures import everybody_signed, requests_of
from bundles.catalogue.plan import plan
from bundles.catalogue.signing import CONFIRMING

from . import moves
from .permissions import applicants_own
from .signing import agreements, end_round

WRONG_TRIES: Final = 5
LOCKED_FOR: Final = timedelta(minutes=30)
"""Five and thirty: graded protection level 3 (domain facts §8)."""

ALGORITHM: Final = "sha256/rfc8785/1"


def identify(request_id: int, *, name: str, id_number: str, by: Actor) -> SignatureRequest:
    """Whether this is the person named: the request to sign, or ``WrongPerson``.

    Wrong tries are counted; after five the link answers nothing but ``LinkLocked`` for half an
    hour, right or wrong. Raises like ``sign`` otherwise.
    """
    with at_request(request_id, by=by) as (case, request):
        _may_still_sign(case, request)
        wrong = not _is_person(case, request, name, id_number)
    if wrong:  # only now: the failed try is to be remembered
        raise WrongPerson
    return request


def sign(
    request_id: int,
    *,
    name: str,
    id_number: str,
    level: IdentityLevel,
    method: SigningMethod,
    token: Mapping[str, Any],
    by: Actor,
    agreed: Iterable[str] = (),
) -> Signature:
    """Store one person's signature; the last one tells the applicant that the case can be filed.

    ``name`` and ``id_number`` are what the person typed, a clerk read from the original, or a
    provider vouched for: ``level`` says which. ``token`` is the signature service's, over the
    request's ``text_hash``, else ``OtherText``. Whoever confirms what was filled in for them at a
    counter names what they ``agreed`` to, all of it (``AgreementsMissing``); by a clerk's hand only
    from a paper they signed (``PaperMissing``). Raises ``AlreadySigned`` the second time,
    ``SigningOver``, ``SignatureDeclined``, ``LinkExpired``, ``LinkLocked``, ``WrongPerson``.
    """
    with at_request(request_id, by=by) as (case, request):
        _may_still_sign(case, request)
        if token.get("text_hash") != request.text_hash:
            raise OtherText
        _as_applicant(case, request, token, frozenset(agreed))
        wrong = not _is_person(case, request, name, id_number)
        if not wrong:
            signature = _store(case, request, level, method, token)
    if wrong:
        raise WrongPerson
    return signature


def decline(request_id: int, *, reason: str, by: Actor) -> None:
    """Refuse to sign, with a reason the applicant reads; they may change the form or ask again.

    Raises ``ReasonMissing`` and like ``sign``.
    """
    with at_request(request_id, by=by) as (case, request):
        _may_still_sign(case, request)
        if not reason.strip():
            raise ReasonMissing
        request.declined_at, request.declined_reason = case.at, reason.strip()
        request.save(update_fields=["declined_at", "declined_reason"])
        case.record("signature.declined", {"request": request.pk})
        case.ring(Fact.SIGNATURE_DECLINED)


def deny(request_id: int, *, by: Actor) -> None:
    """Say that one is not the person named, or knows nothing of it: the whole round ends.

    Nobody has to prove who they are not, and a locked or expired link still serves to say so. Every
    other link is dead too; the applicant reviews the form before anybody is asked again. Raises
    ``AlreadySigned`` and ``SigningOver``.
    """
    with at_request(request_id, by=by) as (case, request):
        _still_open(case, request)
        request.declined_at, request.denied = case.at, True
        request.save(update_fields=["declined_at", "denied"])
        case.record("signature.denied", {"request": request.pk})
        end_round(case, RoundEnding.DENIED)
        case.ring(Fact.SIGNATURE_DECLINED)


@contextmanager
def at_request(request_id: int, *, by: Actor) -> Iterator[tuple[moves.Case, SignatureRequest]]:
    """Lock the case of a request, then read the request. Raises ``NoSuchRequest``."""
    found = SignatureRequest.objects.filter(pk=request_id).values_list("round__submission_id")
    submission_id = found.first()
    if submission_id is None:
        raise NoSuchRequest
    with moves.opened(submission_id[0], by=by) as case:
        requests = SignatureRequest.objects.select_related("round", "signature")
        yield case, requests.defer("round__content").get(pk=request_id)


def _still_open(case: moves.Case, request: SignatureRequest) -> None:
    _signatories_own(case, request)
    if request.is_signed:
        raise AlreadySigned
    if request.round.ended_at is not None:
        raise SigningOver


def _may_still_sign(case: moves.Case, request: SignatureRequest) -> None:
    _still_open(case, request)
    if request.declined_at is not None:
        raise SignatureDeclined
    if case.by.kind is not ActorKind.SIGNATORY:
        return  # known by their account, or before the clerk's eyes: the link is not in use
    if request.expires_at <= case.at:
        raise LinkExpired
    if request.locked_until is not None and case.at < request.locked_until:
        raise LinkLocked


def _signatories_own(case: moves.Case, request: SignatureRequest) -> None:
    """Whoever holds the link; who fills in the form, for themselves; a clerk before whose eyes they
    sign: one of the hall, or who helps with this case now.
    """
    by, submission = case.by, case.submission
    match by.kind:
        case ActorKind.SIGNATORY if by.id == str(request.pk):
            return
        case ActorKind.APPLICANT | ActorKind.AGENT:
            applicants_own(case)
            if Applicant.objects.get(pk=by.id).id_number == request.id_number:
                return
        case ActorKind.HELPER:
            applicants_own(case)
            return
        case ActorKind.OFFICER if by.may("window") and by.hall == submission.hall.code:
            return
    raise NotYours


def _as_applicant(
    case: moves.Case, request: SignatureRequest, token: Mapping[str, Any], agreed: frozenset[str]
) -> None:
    """What an applicant confirms is theirs alone: their own ticks, their own hand."""
    if CONFIRMING not in {role["key"] for role in request.roles}:
        return
    round_ = SigningRound.objects.get(pk=request.round_id)
    today, answers = timezone.localdate(case.at), round_.content["answers"]
    circumstances = present(case.submission)
    planned = plan(case.version, answers, on=today, calendar=case.calendar, **circumstances)
    handed = {one["key"] for one in round_.content["materials"]}
    wanted = agreements(case.version, planned, handed)
    if not agreed.issuperset(wanted):
        raise AgreementsMissing
    if case.by.kind in (ActorKind.HELPER, ActorKind.OFFICER):
        paper = Document.objects.filter(
            owner=case.submission.applicant_id, sha256=token.get("paper", "")
        )
        if not paper.exists():
            raise PaperMissing
    round_.agreed = wanted
    round_.save(update_fields=["agreed"])


def _is_person(case: moves.Case, request: SignatureRequest, name: str, id_number: str) -> bool:
    """Both or nothing, and never which; a wrong try is counted on the locked row."""
    try:
        typed = f"{validate_person_name(name)}\n{validate_resident_id(id_number)}"
    except ValidationError:
        typed = ""
    wanted = f"{validate_person_name(request.name)}\n{request.id_number}"
    if compare_digest(typed.encode(), wanted.encode()):
        return True
    request.wrong_tries += 1
    if request.wrong_tries >= WRONG_TRIES:
        request.wrong_tries, request.locked_until = 0, case.at + LOCKED_FOR
        case.record("signature.locked", {"request": request.pk})
    request.save(update_fields=["wrong_tries", "locked_until"])
    return False


def _store(
    case: moves.Case,
    request: SignatureRequest,
    level: IdentityLevel,
    method: SigningMethod,
    token: Mapping[str, Any],
) -> Signature:
    signature = Signature.objects.create(
        request=request,
        text_hash=request.text_hash,
        level=level,
        method=method,
        by=case.by.as_json(),
        signed_at=case.at,
        algorithm=ALGORITHM,
        token=dict(token),
    )
    case.record(
        "signature.given",
        {
            "request": request.pk,
            "text": request.text_hash,
            "level": str(level),
            "method": str(method),
        },
    )
    case.ring(Fact.SIGNED)
    if everybody_signed(requests_of(request.round)):
        case.record("signatures.complete", {"round": request.round_id})
        case.ring(Fact.ALL_SIGNED)
    return signature
