"""Make a paper once, keep it for ever."""

import hashlib
from collections.abc import Callable
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from bundles.casework.models import Submission
from bundles.papers import letters, signing
from bundles.papers.contexts import PaperContext
from bundles.papers.exceptions import PaperError
from bundles.papers.kinds import PaperKind
from bundles.papers.links import with_signed_link
from bundles.papers.models import Paper
from bundles.papers.payload import digest_of
from bundles.papers.printing import render as print_context


def keep(
    kind: PaperKind,
    subject: str,
    submission_id: int,
    compose: Callable[[], PaperContext],
    *,
    number: str,
    work_item_id: int | None = None,
) -> Paper:
    """The paper of this kind about ``subject``: the one there is, else printed, signed and stored
    now.

    Rendering and storing happen before any row is written. Two callers at once may both print; the
    unique constraint lets one row in and both get that one (the other's bytes stay unreferenced in
    the vault). Raises what composing and printing raise; nothing is half-done then.
    """
    there = Paper.objects.filter(kind=kind, subject=subject).first()
    if there is not None:
        return there
    context = compose()
    pdf = signing.sign(print_context(context))
    storages["vault"].save(None, ContentFile(pdf))
    paper, _created = Paper.objects.get_or_create(
        kind=kind,
        subject=subject,
        defaults={
            "submission_id": submission_id,
            "work_item_id": work_item_id,
            "number": number,
            "sha256": hashlib.sha256(pdf).hexdigest(),
            "digest": digest_of(context),
            "size": len(pdf),
        },
    )
    return paper


def print_due(submission_id: int) -> list[Paper]:
    """Every letter the facts of a case call for, made where it is missing. As often as you like.

    A letter that cannot be printed keeps no other back; afterwards the first one's error is
    raised, such as ``UnprintableText`` naming the characters.
    """
    submission = Submission.objects.select_related("applicant", "hall").get(pk=submission_id)
    kept: list[Paper] = []
    failed: list[PaperError] = []
    for letter in letters.due(submission):
        try:
            kept.append(_kept(letter, submission))
        except PaperError as error:
            failed.append(error)
    if failed:
        raise failed[0]
    return kept


def _kept(letter: letters.Letter, submission: Submission) -> Paper:
    return keep(
        letter.kind,
        letter.subject,
        submission.pk,
        partial(_composed, letter, submission.applicant.masked_name),
        number=letter.number,
        work_item_id=letter.work_item_id,
    )


def _composed(letter: letters.Letter, holder: str) -> PaperContext:
    return with_signed_link(letter.compose(), holder=holder)
