"""Freeze what is handed in: the answers and materials exactly as the applicant reviewed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from applicants.models import ScanState
from bundles.casework.exceptions import (
    AnswersIncomplete,
    MaterialsMissing,
    MaterialUnsafe,
    ReviewChanged,
)
from bundles.casework.models import Filing, RoundEnding, Submission
from bundles.casework.selectors.circumstances import Circumstances, present
from bundles.casework.selectors.review import handed_in, review_hash
from bundles.casework.words import fit_for_paper
from bundles.catalogue.answers import check
from bundles.catalogue.plan import Plan, plan
from bundles.catalogue.reasons import Missing

from .commit import commit
from .look_up import freeze_lookups, settled_lookups
from .moves import Case
from .promise_later import promise_later
from .signing import agreed_in_round, all_have_signed, end_round


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the applicant reviewed, complete and in its canonical form."""

    hash: str
    answers: dict[str, Any]
    materials: list[dict[str, Any]]
    missing: Mapping[str, Missing]
    planned: Plan
    barred: bool

    @property
    def content(self) -> dict[str, Any]:
        told: dict[str, Any] = {"missing": self.missing} if self.missing else {}
        if self.barred:
            told["barred"] = True
        return {"answers": self.answers, "materials": self.materials, **told}


def ready(case: Case, *, reviewed: str) -> Reviewed:
    """Everything checked that is the applicant's own to put right.

    ``reviewed`` is the hash shown on the page of answers the applicant confirmed (T6). Raises
    ``ReviewChanged``, ``AnswersIncomplete`` with every problem, ``MaterialsMissing`` with every
    key, ``MaterialUnsafe``, ``NotForPaper`` for an applicant whose name no letter can carry, and
    ``LookupsRunning`` for a few seconds.
    """
    submission = case.submission
    fit_for_paper(submission.applicant.name)
    materials = handed_in(submission)
    hashed = review_hash(submission, materials=materials)
    if reviewed != hashed:
        raise ReviewChanged
    checked = check(case.version, submission.answers)
    if checked.problems:
        raise AnswersIncomplete(checked.problems)
    missing = settled_lookups(case)
    given = present(submission)
    planned = _complete(case, checked.values, {material["key"] for material in materials}, given)
    _safe(submission)
    barred = given.get("barred", False)
    return Reviewed(hashed, checked.values, materials, missing, planned, barred)


def file(case: Case, *, reviewed: str, agreed: Iterable[str] = ()) -> Filing:
    """Store what was reviewed as the next filing of the case, once everybody has signed it (T28).

    ``agreed`` are the keys of the promises ticked for this very text, beside those ticked when it
    was put before who signs it. Raises what ``ready`` raises, ``SignaturesMissing`` naming who has
    not signed, and ``PromisesMissing`` and ``LaterNotPromised`` naming what is not ticked.
    """
    what = ready(case, reviewed=reviewed)
    all_have_signed(case, what.hash, what.answers, what.materials)
    ticked = frozenset(agreed) | agreed_in_round(case, what.hash)
    end_round(case, RoundEnding.FILED)
    freeze_lookups(case)
    filing = Filing.objects.create(
        submission=case.submission,
        sequence=case.submission.filings.count() + 1,
        content=what.content,
        review_hash=what.hash,
        filed_at=case.at,
    )
    commit(case, filing, what.planned, ticked)
    promise_later(case, filing, what.planned, ticked)
    return filing


def _safe(submission: Submission) -> None:
    """What the scanner refused is never handed in; what it has not seen yet may be (T12).

    What a register gave is left out by itself.
    """
    if submission.handed_materials.filter(
        superseded_at__isnull=True, register="", document__scan_state=ScanState.REFUSED
    ).exists():
        raise MaterialUnsafe


def _complete(case: Case, answers: dict[str, Any], there: set[str], given: Circumstances) -> Plan:
    today = timezone.localdate(case.at)
    planned = plan(case.version, answers, on=today, calendar=case.calendar, **given)
    missing = [asked.material.key for asked in planned.asked if asked.material.key not in there]
    if missing:
        raise MaterialsMissing(missing)
    return planned
