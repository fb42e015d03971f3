"""The applicant hands in what was promised: by themselves, or at the counter."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import rfc8785

from applicants.models import Document, ScanState
from bundles.casework.actors import Actor, ActorKind
from bundles.casework.bells import Fact
from bundles.casework.exceptions import (
    FormatNotAccepted,
    MaterialUnsafe,
    NotYours,
    OneFileOnly,
)
from bundles.casework.later_exceptions import NothingToFollow
from bundles.casework.models import Filing, HandedMaterial, LaterEnding, LaterPromise
from bundles.casework.selectors.review import as_filed
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.definition import BundleMaterial

from . import moves
from .attach import room_for
from .permissions import applicants_own
from .promise_later import end_promise, needing
from .signing import void_if_changed

_S = SubmissionStatus
GOES_ON = frozenset({_S.ACCEPTED, _S.IN_REVIEW, _S.DECIDED, _S.ISSUED, _S.CLOSED})
"""Cases that were accepted: a promise outlives the decision."""


def hand_in_later(
    submission_id: int, *, material_key: str, documents: Sequence[Document], by: Actor
) -> Filing:
    """Hand in every file of one promised material at once, sealed and frozen like a filing.

    It goes to the items that need it and to no others. ``by`` is whoever may hand in for the
    applicant, or a clerk of the hall that has the case or took it in. Nothing else of a form that
    is open for a correction goes along. Raises ``NothingToFollow`` when it was not promised or is
    there already (a second click), ``NotYours``, ``FormatNotAccepted``, ``MaterialUnsafe`` and what
    ``room_for`` raises; then nothing is handed in.
    """
    with moves.opened(submission_id, by=by) as case:
        _may_hand_in(case)
        promise = _open(case, material_key)
        material = case.version.material(material_key)
        handed = [_handed(case, material, document) for document in documents]
        if not handed:
            raise NothingToFollow(case.submission.status)
        filing = _filed(case, handed)
        end_promise(case, promise, LaterEnding.HANDED_IN)
        void_if_changed(case)
        for item in needing(case, promise):
            case.touch(item)
            case.record("work_item.inputs_changed", {"filing": filing.review_hash}, item=item)
        case.ring(Fact.LATER_CHANGED)
    return filing


def _may_hand_in(case: moves.Case) -> None:
    by, submission = case.by, case.submission
    if by.kind is not ActorKind.OFFICER:
        applicants_own(case)
        return
    halls = {submission.hall.code}
    if submission.taken_in_at is not None:
        halls.add(submission.taken_in_at.code)
    if not by.may("window") or by.hall not in halls:
        raise NotYours


def _open(case: moves.Case, material_key: str) -> LaterPromise:
    promise = case.submission.later_promises.filter(
        material_key=material_key, ended_at__isnull=True
    ).first()
    if promise is None or case.submission.state not in GOES_ON:
        raise NothingToFollow(case.submission.status)
    return promise


def _handed(case: moves.Case, material: BundleMaterial, document: Document) -> HandedMaterial:
    submission = case.submission
    if document.owner_id != submission.applicant_id:
        raise NotYours
    if document.scan_state == ScanState.REFUSED:
        raise MaterialUnsafe
    if document.media_type not in material.accept:
        raise FormatNotAccepted
    there = submission.handed_materials.filter(
        material_key=material.key, superseded_at__isnull=True
    )
    same = there.filter(sha256=document.sha256).first()
    if same is not None:
        return same
    if there.exists() and not material.multiple:
        raise OneFileOnly
    room_for(submission, material, document.size)
    return HandedMaterial.objects.create(
        submission=submission,
        material_key=material.key,
        document=document,
        sha256=document.sha256,
        name=document.name,
        media_type=document.media_type,
        size=document.size,
        handed_at=case.at,
    )


def _filed(case: moves.Case, handed: Sequence[HandedMaterial]) -> Filing:
    """What was filed last, and these files: what is half mended of a correction is not in it."""
    last = case.submission.filings.latest("sequence")
    known = {(one["key"], one["sha256"]) for one in last.content["materials"]}
    fresh = [one for one in handed if (one.material_key, one.sha256) not in known]
    content: dict[str, Any] = {
        **last.content,
        "materials": [*last.content["materials"], *map(as_filed, fresh)],
        "followed": handed[0].material_key,
    }
    canonical = rfc8785.dumps({"case": case.submission.token.hex, **content})
    return Filing.objects.create(
        submission=case.submission,
        sequence=last.sequence + 1,
        content=content,
        review_hash=hashlib.sha256(canonical).hexdigest(),
        filed_at=case.at,
    )
