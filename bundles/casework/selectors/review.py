"""What the applicant reviews before handing in, and its fingerprint (T6)."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785
from django.db.models import Q

from applicants.models import ScanState
from bundles.casework.models import HandedMaterial, Submission
from bundles.casework.selectors.circumstances import barred_now
from bundles.casework.selectors.lookups import missing_now


def files(submission: Submission) -> list[HandedMaterial]:
    """The files handed in and not taken back, oldest first.

    Without what a register gave and the scanner refused: no applicant can take that out.
    """
    unsafe = ~Q(register="") & Q(document__scan_state=ScanState.REFUSED)
    here = submission.handed_materials.filter(superseded_at__isnull=True)
    return list(here.exclude(unsafe).order_by("id"))


def handed_in(submission: Submission) -> list[dict[str, Any]]:
    """The same as plain data, as a filing freezes it."""
    return [as_filed(handed) for handed in files(submission)]


def as_filed(handed: HandedMaterial) -> dict[str, Any]:
    return {
        "key": handed.material_key,
        "sha256": handed.sha256,
        "name": handed.name,
        "media_type": handed.media_type,
        "size": handed.size,
        **_source(handed),
    }


def _source(handed: HandedMaterial) -> dict[str, str]:
    """What a register gave says so."""
    if not handed.register:
        return {}
    return {"register": handed.register, "fetched_at": handed.handed_at.isoformat()}


def review_hash(submission: Submission, *, materials: list[dict[str, Any]] | None = None) -> str:
    """SHA-256, in hex, over everything the applicant sees on the page of answers.

    The page carries it to the submit button; anything changed meanwhile, in another tab or by
    somebody else, gives another hash and the review is shown again.
    """
    reviewed = {
        "case": submission.token.hex,
        "version": submission.version_id,
        "answers": submission.answers,
        "materials": handed_in(submission) if materials is None else materials,
    }
    if missing := missing_now(submission):
        reviewed["missing"] = missing
    if barred_now(submission):
        reviewed["barred"] = True
    return hashlib.sha256(rfc8785.dumps(reviewed)).hexdigest()
