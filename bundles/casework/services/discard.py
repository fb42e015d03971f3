"""Delete what was never handed in: a draft and the files put to it."""

from __future__ import annotations

from applicants.models import Document
from bundles.casework.actors import Actor, ActorKind
from bundles.casework.exceptions import MoveNotAllowed, NotYours
from bundles.casework.models import (
    AssistanceEnding,
    Filing,
    HandedMaterial,
    RoundEnding,
    SignatureRequest,
    SigningRound,
)
from bundles.casework.states import SubmissionStatus

from . import moves
from .assist import end
from .permissions import applicants_own, principals_own
from .signing import end_round

DISCARDABLE = frozenset({SubmissionStatus.DRAFT, SubmissionStatus.WITHDRAWN})


def discard(submission_id: int, *, by: Actor) -> None:
    """Delete a draft, or a withdrawn one, that was never handed in, and all that was typed.

    Where its ledger holds events the row must stay: then everything personal in it is emptied and
    a draft ends as withdrawn. Raises ``MoveNotAllowed`` for a case that was handed in, ``NotYours``
    for agents: they never delete, and helpers only what was begun with them.
    """
    with moves.opened(submission_id, by=by) as case:
        _may_discard(case)
        submission = case.submission
        if submission.state not in DISCARDABLE or submission.filings.exists():
            raise MoveNotAllowed(status=submission.status, to="deleted")
        end_round(case, RoundEnding.CALLED_OFF)
        end(case, AssistanceEnding.DISCARDED)
        submission.lookups.all().delete()
        submission.handed_materials.all().delete()
        _empty_signing(case)
        if not submission.chain_length:
            submission.delete()
            return
        submission.answers = {"questions": {}, "blocks": {}}
        submission.save(update_fields=["answers"])
        if submission.state is SubmissionStatus.DRAFT:
            moves.move(case, SubmissionStatus.WITHDRAWN, because="discarded")


def _may_discard(case: moves.Case) -> None:
    if case.by.kind is not ActorKind.HELPER:
        principals_own(case)
        return
    applicants_own(case)
    if not case.submission.assistances.filter(began_it=True).exists():
        raise NotYours


def let_go(document: Document) -> None:
    """Cut the ties of a document to cases in which it was put and taken away before any filing."""
    for handed in HandedMaterial.objects.filter(document=document, superseded_at__isnull=False):
        filings = Filing.objects.filter(submission=handed.submission_id)
        filed = {one["sha256"] for filing in filings for one in filing.content["materials"]}
        if handed.sha256 not in filed:
            handed.delete()


def _empty_signing(case: moves.Case) -> None:
    """Names, numbers and the text put before signatories go; that it was asked for stays."""
    rounds = SigningRound.objects.filter(submission=case.submission)
    SignatureRequest.objects.filter(round__in=rounds).update(
        name="", id_number="", id_fingerprint="", phone="", roles=[], declined_reason="", secret=""
    )
    rounds.update(content={})
