"""Issuing, step 1: numbers and rows, in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import MACHINE
from bundles.casework.models import Decision, Outcome, Submission
from bundles.casework.numbering import allocate
from bundles.casework.states import SubmissionStatus
from bundles.catalogue import versions
from bundles.catalogue.definition import Item, Version
from bundles.issuance.holders import Holder, holder_of
from bundles.issuance.locking import locked
from bundles.issuance.models import Batch, Certificate
from bundles.issuance.numbering import SERIES_LIMIT, Serial, new_check_code, scope_of
from bundles.issuance.parts import Part, parts_of
from bundles.issuance.services.order import place_orders


@transaction.atomic
def reserve(submission_id: int) -> Batch | None:
    """The case's open batch, made now when results may go out; None when there is nothing to issue.

    Results may go out when every item is settled, or once ``issue_at`` has come. Each approved item
    gets its number here and nowhere else; the second time finds the batch of the first. A case that
    is settled with nothing more to issue moves on to handover, or is closed when nothing is left.
    """
    submission = locked(pk=submission_id)
    there = Batch.objects.filter(submission=submission, issued_at__isnull=True).first()
    if there is not None:
        return there
    now = timezone.now()
    if not _may_issue(submission, now):
        return None
    decisions = _approved(submission)
    fresh = [one for one in decisions if not one.work_item.certificates.all()]
    final = submission.state is SubmissionStatus.DECIDED
    if not fresh:
        if final:
            _nothing_more(submission)
        return None
    sequence = Batch.objects.filter(submission=submission).count() + 1
    batch = Batch.objects.create(
        submission=submission,
        sequence=sequence,
        number=f"{submission.number}-B{sequence:02d}",
        final=final,
        reserved_at=now,
    )
    holder = holder_of(decisions, submission)
    version = versions.version(submission.version_id)
    made = Certificate.objects.bulk_create(_certificates(batch, fresh, holder, version))
    place_orders(submission_id)
    casework.take_results(submission_id, batch=batch.number, results=len(made), by=MACHINE)
    return batch


def _may_issue(submission: Submission, now: datetime) -> bool:
    if submission.state is SubmissionStatus.DECIDED:
        return True
    due = submission.issue_at is not None and submission.issue_at <= now
    return submission.state is SubmissionStatus.IN_REVIEW and due


def _approved(submission: Submission) -> list[Decision]:
    """Approved decisions in the order of the plan."""
    return list(
        Decision.objects.filter(work_item__submission=submission, outcome=Outcome.APPROVED)
        .select_related("work_item")
        .prefetch_related("work_item__certificates")
        .order_by("work_item__position")
    )


def _nothing_more(submission: Submission) -> None:
    """Settled, and whatever was approved is out already (or nothing was)."""
    batches = list(Batch.objects.filter(submission=submission))
    if batches:
        casework.mark_issued(submission.pk, by=MACHINE)
    if all(batch.handed_over_at for batch in batches):
        casework.close(submission.pk, by=MACHINE)


def _certificates(
    batch: Batch, decisions: Sequence[Decision], holder: Holder, version: Version
) -> list[Certificate]:
    day, division = timezone.localdate(batch.reserved_at), version.division.code
    parts = [
        part for one in decisions for part in parts_of(one, version.item(one.work_item.key), holder)
    ]
    sequences = allocate([scope_of(division, day)] * len(parts), limit=SERIES_LIMIT)
    return [
        _certificate(batch, part, Serial(division, day, at))
        for part, at in zip(parts, sequences, strict=True)
    ]


def _certificate(batch: Batch, part: Part, serial: Serial) -> Certificate:
    item, holder, issuer = part.item, part.holder, part.item.department
    effective = timezone.localdate(part.decision.decided_at)
    return Certificate(
        batch=batch,
        work_item=part.decision.work_item,
        nth=part.nth,
        number=serial.number,
        electronic_id=serial.electronic_id(
            implementation_code=item.implementation_code, issuer_uscc=issuer.uscc
        ),
        check_code=new_check_code(),
        name=item.result.name.zh,
        item_name=item.name.zh,
        holder=holder.name,
        holder_shown=holder.shown,
        holder_uscc=holder.uscc,
        issuer=issuer.name.zh,
        issuer_uscc=issuer.uscc,
        printed_here=item.result.made_by == "portal",
        valid_from=effective,
        valid_until=_valid_until(part.result, item, effective),
    )


def _valid_until(result: Mapping[str, Any], item: Item, effective: date) -> date | None:
    """What the decision says; else the item's years; None for a result without an end."""
    said = result.get("valid_until")
    if said:
        try:
            return date.fromisoformat(said)
        except ValueError:
            return None  # in words: 长期
    if item.result.validity_years is None:
        return None
    year = effective.year + item.result.validity_years
    try:
        return effective.replace(year=year)
    except ValueError:
        return date(year, 2, 28)  # a certificate of 29 February
