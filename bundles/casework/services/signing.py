"""Whose signature an application still wants, and how a round of signatures ends."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bundles.casework.actors import ActorKind
from bundles.casework.bells import Fact
from bundles.casework.exceptions import SignaturesMissing
from bundles.casework.following import following
from bundles.casework.models import RoundEnding
from bundles.casework.promises import promises
from bundles.casework.selectors.review import review_hash
from bundles.casework.selectors.signatures import covered_hash, signed_parts, standing_round
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.definition import Version
from bundles.catalogue.plan import Plan
from bundles.catalogue.signing import Signer, signers, with_confirming

from .moves import Case


def unsigned(
    case: Case, reviewed: str, answers: Mapping[str, Any], materials: Sequence[Mapping[str, Any]]
) -> list[Signer]:
    """Who has not signed what is about to be filed.

    A first filing wants everybody's signature over exactly the reviewed text; the answer to a
    correction only from those whose statements cover something that has changed since they signed.
    """
    first = case.submission.state is SubmissionStatus.DRAFT
    signed = signed_parts(case.submission, reviewed=reviewed if first else None)
    return [
        signer
        for signer in wanted_of(case, answers)
        if covered_hash(case.submission, case.version, signer, answers, materials) not in signed
    ]


def wanted_of(case: Case, answers: Mapping[str, Any]) -> tuple[Signer, ...]:
    """Everybody the version names; and whoever came to the counter confirms what was filled in for
    them there, whatever the version says: a helper files nothing on their own word.
    """
    named = signers(case.version, answers)
    if case.by.kind is not ActorKind.HELPER:
        return named
    standing = case.submission.assistances.filter(ended_at__isnull=True)
    present = standing.select_related("present").get().present
    applicant = case.submission.applicant
    return with_confirming(
        named,
        name=present.name,
        id_number=present.id_number,
        phone=present.phone,
        on_behalf_of="" if present.pk == applicant.pk else applicant.name,
    )


def agreements(version: Version, planned: Plan, handed: Collection[str]) -> list[str]:
    """The keys of what the applicant agrees to one by one: consents, promises, and what follows
    later of what is not among the keys ``handed`` in.
    """
    later = following(version, planned, handed)
    return [
        *(one.key for one in planned.consents),
        *(one.key for one in promises(version, planned)),
        *(one.key for one in later),
    ]


def agreed_in_round(case: Case, reviewed: str) -> frozenset[str]:
    """What was ticked when this very text was put before those who sign it."""
    round_ = standing_round(case.submission)
    same = round_ is not None and round_.review_hash == reviewed
    return frozenset(round_.agreed) if round_ is not None and same else frozenset()


def all_have_signed(
    case: Case, reviewed: str, answers: Mapping[str, Any], materials: Sequence[Mapping[str, Any]]
) -> None:
    """Raise ``SignaturesMissing`` naming everybody who has not (T28)."""
    if missing := unsigned(case, reviewed, answers, materials):
        raise SignaturesMissing(missing)


def void_if_changed(case: Case) -> None:
    """End the round that stands when its text is no longer what the form says.

    What was signed stays recorded and counts no more: nobody signs anything but what is filed.
    """
    standing = standing_round(case.submission)
    if standing is not None and standing.review_hash != review_hash(case.submission):
        end_round(case, RoundEnding.CHANGED)
        case.ring(Fact.SIGNATURES_VOIDED)


def end_round(case: Case, why: RoundEnding) -> None:
    """End the round that stands, if one does; its links say so from now on."""
    standing = standing_round(case.submission)
    if standing is None:
        return
    standing.ended_at, standing.ending = case.at, why
    standing.save(update_fields=["ended_at", "ending"])
    if why is not RoundEnding.FILED:  # of which the filing itself tells
        case.record("signatures.ended", {"round": standing.pk, "why": why.value})
