"""Ask registers for what they may share, so that the applicant need not bring it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from applicants.keys import fingerprints
from applicants.models import Document
from bundles.casework.actors import MACHINE, Actor
from bundles.casework.bells import Fact
from bundles.casework.exceptions import NoSuchCase, NotAsked
from bundles.casework.models import (
    HandedMaterial,
    Lookup,
    LookupOutcome,
    RegisterCall,
    Submission,
)
from bundles.casework.register_exceptions import AskedTooOften, LookupsRunning
from bundles.casework.registers import MOST_AGAIN, MOST_IN_ALL, Answer
from bundles.casework.selectors.lookups import (
    is_running,
    missing_now,
    shares,
    standing_lookups,
    why_missing,
)
from bundles.casework.selectors.signatures import standing_round
from bundles.casework.states import SubmissionStatus
from bundles.casework.wanting import Want, wanted
from bundles.catalogue.plan import plan
from bundles.catalogue.reasons import Missing

from . import moves
from .asked import form_is_open
from .permissions import applicants_own
from .signing import void_if_changed


def want_lookups(case: moves.Case) -> None:
    """Bring the questions to registers in line with what the form says now.

    What is looked for has changed: the old answer goes and the register is asked anew. What has not
    is left alone; what the scenario no longer needs is taken back.
    """
    if not shares(case.version):
        return
    wants, asked = _wants(case), False
    standing = {one.material_key: one for one in standing_lookups(case.submission)}
    for key, there in standing.items():
        if key not in wants or _is_other(there, wants[key]):
            _supersede(there, case.at)
    for key, want in wants.items():
        known = standing.get(key)
        if want.subject is not None and (known is None or known.superseded_at is not None):
            asked |= _ask(case, want)
    if asked:
        case.ring(Fact.LOOKUPS_WANTED)


def look_up_again(submission_id: int, *, material_key: str, by: Actor) -> None:
    """Ask the register once more about a material it did not give (the applicant's own button).

    What was found or is still being looked for stays as it is. Raises ``NotAsked`` for a material
    no register is asked about, ``AskedTooOften``, ``MoveNotAllowed`` once it is handed in.
    """
    with moves.opened(submission_id, by=by) as case:
        applicants_own(case)
        form_is_open(case.submission)
        want = _wants(case).get(material_key)
        there = Lookup.objects.filter(
            submission=case.submission, material_key=material_key, superseded_at__isnull=True
        ).first()
        if want is None or not want.subject:
            raise NotAsked
        if there and why_missing(there) is None:
            return
        _not_too_often(case, material_key)
        if there:
            _supersede(there, case.at)
        if _ask(case, want):
            case.ring(Fact.LOOKUPS_WANTED)


def note_answer(
    lookup_id: int, answer: Answer | None, *, document: Document | None, at: datetime
) -> bool:
    """Write down what a register said; None when it gave no answer. False when it comes too late.

    Too late is after the filing, after the question has changed, or while people sign the very text
    that asks for the paper. A good answer that is merely slow takes the asking back; what was
    handed in meanwhile stays.
    """
    found = Lookup.objects.filter(pk=lookup_id).values_list("submission_id").first()
    if found is None:
        return False
    with suppress(NoSuchCase), moves.opened(found[0], by=MACHINE) as case:
        lookup = Lookup.objects.filter(pk=lookup_id).first()
        if lookup is None or not _may_still_change(case.submission, lookup):
            return False
        lookup.took_ms = _milliseconds(lookup.tried_at or lookup.asked_at, at)
        lookup.outcome = _outcome(answer)
        lookup.facts = [list(fact) for fact in answer.facts] if answer else []
        lookup.handed = _hand(case, lookup, document)
        lookup.save()
        void_if_changed(case)
        return True
    return False  # the draft was deleted meanwhile


def claim_lookup(lookup_id: int, *, again_after: timedelta) -> Lookup | None:
    """Take one question on; None when it is answered, taken or withdrawn. Two never ask at once."""
    now = timezone.now()
    with transaction.atomic():
        rows = Lookup.objects.select_for_update(of=("self",)).select_related("submission__hall")
        lookup = rows.filter(
            pk=lookup_id,
            superseded_at__isnull=True,
            frozen_at__isnull=True,
            outcome__in=[LookupOutcome.WAITING, LookupOutcome.DOWN],
        ).first()
        if lookup is None or (lookup.tried_at and now - lookup.tried_at < again_after):
            return None
        lookup.tried_at = now
        lookup.save(update_fields=["tried_at"])
    return lookup


def log_call(lookup: Lookup, outcome: LookupOutcome, *, began: datetime, problem: str) -> None:
    """One call in the book, whatever becomes of its answer."""
    case = lookup.submission
    RegisterCall.objects.create(
        case=case.token,
        applicant=case.applicant_id,
        hall=case.hall.code,
        version_id=case.version_id,
        material_key=lookup.material_key,
        items=lookup.items,
        register=lookup.register,
        subject_hash=lookup.subject_hash,
        asked_by=lookup.asked_by,
        asked_at=began,
        took_ms=_milliseconds(began, timezone.now()),
        outcome=outcome,
        problem=problem,
    )


def settled_lookups(case: moves.Case) -> dict[str, Missing]:
    """What is missing as the case is handed in. Raises ``LookupsRunning`` while one may answer."""
    if any(is_running(one) for one in standing_lookups(case.submission)):
        raise LookupsRunning
    return missing_now(case.submission)


def freeze_lookups(case: moves.Case) -> None:
    """From the filing on no late answer changes anything (T8)."""
    if not shares(case.version):
        return
    standing = case.submission.lookups.filter(superseded_at__isnull=True, frozen_at__isnull=True)
    standing.filter(outcome=LookupOutcome.WAITING).update(outcome=LookupOutcome.DOWN)
    standing.update(frozen_at=case.at)


def _wants(case: moves.Case) -> dict[str, Want]:
    answers, today = case.submission.answers, timezone.localdate(case.at)
    planned = plan(case.version, answers, on=today, calendar=case.calendar)
    return wanted(case.version, answers, planned)


def _is_other(there: Lookup, want: Want) -> bool:
    """Whether something else is looked for now; what is unfinished says nothing yet."""
    if there.register != want.register:
        return True
    if want.subject is None:
        return False
    prints = fingerprints(want.subject, "register_subject") if want.subject else [""]
    return there.subject_hash not in prints


def _ask(case: moves.Case, want: Want) -> bool:
    """Write the question down; False where there is nobody to ask, or nobody is asked any more:
    who names one thing after another looks through a register.
    """
    asks = bool(want.subject) and not _asked_for_many(case, want)
    nobody = LookupOutcome.DOWN if want.subject else LookupOutcome.NOT_FOUND
    Lookup.objects.create(
        submission=case.submission,
        material_key=want.material_key,
        register=want.register,
        subject=want.subject or "",
        items=list(want.items),
        asked_by=case.by.as_json(),
        asked_at=case.at,
        outcome=LookupOutcome.WAITING if asks else nobody,
    )
    return asks


def _asked_for_many(case: moves.Case, want: Want) -> bool:
    """Whether an applicant has had a register asked too often within the hour, in all cases."""
    lately = Lookup.objects.filter(
        submission__applicant=case.submission.applicant_id,
        register=want.register,
        asked_at__gt=case.at - timedelta(hours=1),
    )
    return lately.exclude(subject_hash="").count() >= MOST_IN_ALL


def _supersede(lookup: Lookup, at: datetime) -> None:
    lookup.superseded_at = at
    lookup.save(update_fields=["superseded_at"])
    if lookup.handed is not None:
        lookup.handed.superseded_at = at
        lookup.handed.save(update_fields=["superseded_at"])


def _may_still_change(submission: Submission, lookup: Lookup) -> bool:
    if lookup.superseded_at or lookup.frozen_at or lookup.outcome == LookupOutcome.FOUND:
        return False
    in_hand = submission.state is SubmissionStatus.DRAFT or lookup.submission.corrections.filter(
        answered_at__isnull=True
    )
    return bool(in_hand) and standing_round(submission) is None


def _outcome(answer: Answer | None) -> LookupOutcome:
    if answer is None:
        return LookupOutcome.DOWN
    return LookupOutcome.FOUND if answer.found else LookupOutcome.NOT_FOUND


def _hand(case: moves.Case, lookup: Lookup, document: Document | None) -> HandedMaterial | None:
    if document is None:
        return None
    handed, _created = HandedMaterial.objects.get_or_create(
        submission=case.submission,
        material_key=lookup.material_key,
        sha256=document.sha256,
        superseded_at=None,
        defaults={
            "document": document,
            "name": document.name,
            "media_type": document.media_type,
            "size": document.size,
            "register": lookup.register,
            "handed_at": case.at,
        },
    )
    return handed


def _not_too_often(case: moves.Case, material_key: str) -> None:
    since = case.at - timedelta(hours=1)
    asked = case.submission.lookups.filter(material_key=material_key, asked_at__gt=since)
    if asked.count() >= MOST_AGAIN:
        raise AskedTooOften


def _milliseconds(began: datetime, ended: datetime) -> int:
    return max(0, round((ended - began).total_seconds() * 1000))
