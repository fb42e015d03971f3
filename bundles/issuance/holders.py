"""Whom a case's results belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

from applicants.identity import mask_name
from bundles.casework.models import Decision, Outcome, Submission


@dataclass(frozen=True, slots=True)
class Holder:
    """``shown`` is what a stranger may see: an organisation's name is public, a person's is not."""

    name: str
    shown: str
    uscc: str = ""


def holder_of(decisions: Sequence[Decision], submission: Submission) -> Holder:
    """The organisation that the case itself has created, else the applicant.

    ``decisions`` are the approved ones in the order of the plan: a result that carries a code and a
    name is a registration, and everything after it belongs to what was registered.
    """
    for decision in decisions:
        result = decision.result
        if result.get("uscc") and result.get("name"):
            return Holder(name=result["name"], shown=result["name"], uscc=result["uscc"])
    applicant = submission.applicant
    if applicant.is_person:
        return Holder(name=applicant.name, shown=mask_name(applicant.name))
    return Holder(name=applicant.name, shown=applicant.name, uscc=applicant.id_number)


def holder_of_case(submission: Submission) -> Holder:
    """Whom a list or record of several results names, whoever the single ones belong to."""
    approved = Decision.objects.filter(
        work_item__submission=submission, outcome=Outcome.APPROVED
    ).order_by("work_item__position")
    return holder_of(list(approved), submission)
