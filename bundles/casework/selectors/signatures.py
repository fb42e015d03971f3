"""What is signed and by whom: hashes, the round that stands, a link found by its secret."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import rfc8785

from applicants.models import Applicant
from bundles.casework.models import RoundEnding, SignatureRequest, SigningRound, Submission
from bundles.catalogue.definition import Version
from bundles.catalogue.signing import Signer, covered

STANDING = ("", RoundEnding.FILED)
"""Rounds whose signatures count: nobody changed, denied or called off what was signed."""


def link_hash(secret: str) -> str:
    """What of a link stands in the clear; the secret has 256 random bits, so this tells nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


def text_hash(submission: Submission, signer: Signer, *, reviewed: str, number: int) -> str:
    """SHA-256, in hex, over what one person signs: the reviewed text and their own statements.

    The person is in the reviewed text; no number of theirs is hashed here by itself.
    """
    return _digest(
        {
            "case": submission.token.hex,
            "reviewed": reviewed,
            "signatory": number,
            "roles": _named(signer),
            "statements": [role.statement.zh for role in signer.roles],
        }
    )


def covered_hash(
    submission: Submission,
    version: Version,
    signer: Signer,
    answers: Mapping[str, Any],
    materials: Sequence[Mapping[str, Any]],
) -> str:
    """SHA-256, in hex, over the person, their roles, and the part their statements are about."""
    return _digest(
        {
            "case": submission.token.hex,
            "version": submission.version_id,
            "person": [signer.name, signer.id_number],
            "roles": _named(signer),
            "covered": covered(version, signer, answers, materials),
        }
    )


def signed_parts(submission: Submission, *, reviewed: str | None = None) -> frozenset[str]:
    """The ``covered_hash`` of every signature that counts; with ``reviewed``, over that text."""
    signed = SignatureRequest.objects.filter(
        round__submission=submission, round__ending__in=STANDING, signature__isnull=False
    )
    if reviewed is not None:
        signed = signed.filter(round__review_hash=reviewed)
    return frozenset(signed.values_list("covered_hash", flat=True))


def standing_round(submission: Submission | int) -> SigningRound | None:
    """The round that waits for signatures now, without its frozen content."""
    return (
        SigningRound.objects.filter(submission=submission, ended_at__isnull=True)
        .defer("content")
        .first()
    )


def last_round(submission: Submission | int) -> SigningRound | None:
    """The latest round, standing or ended: to say why it ended."""
    rounds = SigningRound.objects.filter(submission=submission).defer("content")
    return rounds.order_by("-id").first()


def requests_of(round_: SigningRound) -> list[SignatureRequest]:
    """Everybody asked, in the order of the document, with their signatures."""
    return list(round_.requests.select_related("signature").order_by("number"))


def own_request(round_: SigningRound, person: Applicant) -> SignatureRequest | None:
    """What ``person`` themselves is asked to sign in this round, by their ID number."""
    return next(
        (
            one
            for one in round_.requests.select_related("signature")
            if one.id_number == person.id_number
        ),
        None,
    )


def request_behind(secret: str) -> SignatureRequest | None:
    """The request a link leads to, with its case and signature.

    None for a link nobody gave out, and for one whose draft was deleted: nothing is left to show.
    """
    found = (
        SignatureRequest.objects.filter(secret_hash=link_hash(secret))
        .select_related("round__submission__applicant", "signature")
        .first()
    )
    return found if found is not None and found.secret else None


def everybody_signed(requests: Iterable[SignatureRequest]) -> bool:
    return all(one.is_signed for one in requests)


def _named(signer: Signer) -> list[list[str]]:
    return [[role.key, role.on_behalf_of] for role in signer.roles]


def _digest(content: Any) -> str:
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()
