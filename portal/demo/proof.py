"""What must hold after a case: signatures, hashes, the signed list, and the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from bundles.casework.ledger import breaks
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from bundles.issuance import manifest
from bundles.issuance.models import Batch, Certificate
from bundles.papers import signing
from portal.demo.applicant import Result
from portal.demo.exceptions import NotProven


def prove(case_number: str, results: list[Result]) -> None:
    """Raises ``NotProven`` with everything that does not hold."""
    submission = Submission.objects.get(number=case_number)
    wrong = [*_about_results(submission, results), *_about_case(submission)]
    if wrong:
        raise NotProven("; ".join(wrong))


def ledger_holds(case_number: str) -> bool:
    return not list(breaks(Submission.objects.filter(number=case_number)))


def _about_results(submission: Submission, results: list[Result]) -> Iterator[str]:
    listed = _listed(submission)
    printed = Certificate.objects.filter(work_item__submission=submission, paper__isnull=False)
    expected = set(printed.values_list("work_item__key", flat=True))
    if strange := {result.key for result in results} ^ expected:
        yield f"results and certificates differ in {', '.join(sorted(strange))}"
    if idle := submission.work_items.filter(certificates__isnull=True).values_list(
        "key", flat=True
    ):
        yield f"there is no certificate of {', '.join(idle)}"
    for result in results:
        if not signing.check(result.pdf).valid:
            yield f"the signature of {result.key} does not hold"
        entry = listed.get(result.number, {})
        if entry.get("item") != result.key:
            yield f"the number of {result.key} is not in the signed lists"
        if entry.get("sha256") != hashlib.sha256(result.pdf).hexdigest():
            yield f"the SHA-256 of {result.key} is not the one in the signed list"


def _about_case(submission: Submission) -> Iterator[str]:
    for batch in Batch.objects.filter(submission=submission):
        if not manifest.holds(batch):
            yield f"the signed list of {batch.number} does not hold"
    if submission.state is not SubmissionStatus.CLOSED:
        yield f"the case stands at {submission.state.value}, not at closed"
    for found in breaks(Submission.objects.filter(pk=submission.pk)):
        yield f"the ledger is broken: {found}"


def _listed(submission: Submission) -> dict[str, dict[str, Any]]:
    """Entries of the signed lists by the result's number."""
    return {
        entry["number"]: entry
        for batch in Batch.objects.filter(submission=submission).order_by("sequence")
        for entry in batch.manifest.get("results", [])
    }
