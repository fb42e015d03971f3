"""The window's three answers to a case handed in: accept it, return it, refuse it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils import timezone

from bundles.catalogue.definition import Version
from bundles.catalogue.plan import plan

from ..actors import Actor
from ..bells import Fact
from ..exceptions import DefectsMissing, ReasonMissing, UnknownField
from ..models import Correction, Submission
from ..states import SubmissionStatus
from . import moves
from .permissions import clerks_own


@dataclass(frozen=True, slots=True)
class Defect:
    """``about`` is ``field:block.field``, ``block:key`` or ``material:key``; ``text`` says what to mend."""

    about: str
    text: str


def accept(submission_id: int, *, seen: int, by: Actor) -> Submission:
    """Accept the case: the clocks start and the machine fans it out.

    ``seen`` is the version the clerk looked at. Raises ``StaleVersion``, ``NotYours`` for a clerk of
    another hall, ``MoveNotAllowed`` the second time.
    """
    with moves.opened(submission_id, by=by, seen=seen) as case:
        clerks_own(case)
        moves.move(case, SubmissionStatus.ACCEPTED)
        _promise(case)
        case.ring(Fact.ACCEPTED)
    return case.submission


def _promise(case: moves.Case) -> None:
    """Copy the case's own due dates to its row: the latest of the items that hold the results together."""
    filing = case.submission.filings.latest("sequence")
    planned = plan(
        case.version,
        filing.content["answers"],
        on=timezone.localdate(case.at),
        calendar=case.calendar,
        start=case.at,
    )
    submission = case.submission
    submission.promised_due, submission.legal_due = planned.promised.at, planned.legal.at
    submission.due_provisional = planned.promised.provisional or planned.legal.provisional


def return_for_correction(
    submission_id: int, *, seen: int, defects: Sequence[Defect], by: Actor
) -> Correction:
    """Give the case back once, naming every defect (Administrative Licensing Law art. 32).

    Raises ``DefectsMissing`` for none or an empty text, ``UnknownField`` for a place the form lacks,
    and like ``accept``.
    """
    with moves.opened(submission_id, by=by, seen=seen) as case:
        clerks_own(case)
        correction = ask(case, defects)
        moves.move(case, SubmissionStatus.CORRECTION, defects=len(defects))
        case.ring(Fact.RETURNED)
    return correction


def ask(case: moves.Case, defects: Sequence[Defect], item_id: int | None = None) -> Correction:
    """Write the request down, for the whole case or one work item."""
    if not defects or not all(defect.text.strip() for defect in defects):
        raise DefectsMissing
    if not {defect.about for defect in defects} <= places(case.version):
        raise UnknownField
    return Correction.objects.create(
        submission=case.submission,
        work_item_id=item_id,
        defects=[asdict(defect) for defect in defects],
        asked_by=case.by.as_json(),
        asked_at=case.at,
    )


def places(version: Version) -> set[str]:
    """Everything of a form that can be found wanting."""
    found = {f"material:{material.key}" for material in version.materials}
    for block in version.blocks:
        found.add(f"block:{block.key}")
        found |= {f"field:{block.key}.{field.key}" for field in block.fields}
    return found


def refuse(submission_id: int, *, seen: int, reasons: str, by: Actor) -> Submission:
    """Refuse acceptance in writing, with reasons (art. 32). Raises ``ReasonMissing`` and like ``accept``."""
    if not reasons.strip():
        raise ReasonMissing
    with moves.opened(submission_id, by=by, seen=seen) as case:
        clerks_own(case)
        case.submission.refusal = reasons.strip()
        case.submission.save(update_fields=["refusal"])
        moves.move(
            case,
            SubmissionStatus.REFUSED,
            reasons=hashlib.sha256(f"{case.submission.token}{reasons}".encode()).hexdigest(),
        )
        case.ring(Fact.REFUSED)
    return case.submission
