"""Promises are made with a filing: each ticked by itself, for what the form says then (T7)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bundles.casework.commitment_exceptions import PromisesMissing
from bundles.casework.models import Commitment, CommitmentEnding, Filing
from bundles.casework.promises import Promise, covers, promises
from bundles.casework.selectors.commitments import standing, to_promise
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.plan import Plan

from .moves import Case


def commit(case: Case, filing: Filing, planned: Plan, agreed: Collection[str]) -> None:
    """Freeze every promise with the filing; ``agreed`` are the keys ticked for this very text.

    A draft carries nothing over, also not one that was taken back. The answer to a correction keeps
    the promises whose items see just what they saw. Raises ``PromisesMissing`` naming the others.
    """
    anew = case.submission.state is SubmissionStatus.DRAFT
    content, submission = filing.content, case.submission
    wanted = to_promise(submission, case.version, planned, content, anew=anew)
    if missing := {one.key for one in wanted}.difference(agreed):
        raise PromisesMissing(frozenset(missing))
    before = {(one.key, one.item): one for one in standing(submission.pk)}
    settled = {item.key for item in case.items if item.is_settled}
    kept, made = set(), []
    for promise, item in _each(promises(case.version, planned)):
        row = _made(case, filing, promise, item)
        there = before.get((row.key, item))
        if there and (item in settled or (not anew and there.covers == row.covers)):
            kept.add((row.key, item))
        else:
            made.append(row)
    anew_keys = {(row.key, row.item) for row in made}
    for key, row in before.items():
        if key not in kept and row.item not in settled:
            end_commitment(case, row, anew=key in anew_keys)
    Commitment.objects.bulk_create(made)
    if made:
        told = {"filing": filing.review_hash, "promises": sorted({row.key for row in made})}
        case.record("commitment.made", told)


def end_commitment(case: Case, row: Commitment, *, anew: bool) -> None:
    """What a row says holds no longer: promised once more, or not wanted any more."""
    ending = CommitmentEnding.PROMISED_ANEW if anew else CommitmentEnding.DROPPED
    row.ended_at, row.ended_by, row.ending = case.at, case.by.as_json(), ending
    row.save(update_fields=["ended_at", "ended_by", "ending"])


def _each(all_of: Collection[Promise]) -> Iterator[tuple[Promise, str]]:
    for promise in all_of:
        for item in promise.items:
            yield promise, item


def _made(case: Case, filing: Filing, promise: Promise, item: str) -> Commitment:
    return Commitment(
        submission=case.submission,
        filing=filing,
        key=promise.key,
        item=item,
        text_hash=promise.words_hash(),
        covers=covers(case.version, case.submission.token.hex, promise, item, filing.content),
        made_at=case.at,
        made_by=case.by.as_json(),
    )
