"""Who paid what, written down when results change hands, confirmed by a clerk."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours
from bundles.casework.models import Assistance, Outcome, Submission
from bundles.issuance.exceptions import AmountWrong, NoSuchSubsidy
from bundles.issuance.locking import locked
from bundles.issuance.models import Order, Parcel, Subsidy
from departments.models import Department

HIGHEST = Decimal(100_000)


@transaction.atomic
def record_subsidies(submission_id: int) -> list[Subsidy]:
    """What the case has cost others so far, by the rates of its hall.

    Each kind once: what is there keeps its amount, however often this is called, and whatever the
    rates become.
    """
    submission = locked(pk=submission_id)
    there = set(Subsidy.objects.filter(submission=submission).values_list("kind", flat=True))
    return [
        Subsidy.objects.create(
            submission=submission,
            kind=rate["kind"],
            what=rate["what"]["zh"],
            what_en=rate["what"]["en"],
            payer=rate["payer"]["zh"],
            payee=_payee(submission, rate),
            amount=Decimal(rate["amount"]),
            recorded_at=timezone.now(),
        )
        for rate in submission.hall.rates
        if rate["kind"] not in there and _fell_due(submission, rate["when"])
    ]


@transaction.atomic
def confirm_subsidy(subsidy_id: int, *, amount: Decimal, by: Actor) -> Subsidy:
    """A clerk of the hall confirms what was paid, or corrects it; the ledger keeps each word.

    Confirming the same again changes nothing. Raises ``NoSuchSubsidy``, ``NotYours``,
    ``AmountWrong``.
    """
    try:
        submission = locked(subsidies=subsidy_id)
    except Submission.DoesNotExist:
        raise NoSuchSubsidy from None
    if not by.may("window") or by.hall != submission.hall.code:
        raise NotYours
    if not amount.is_finite() or amount < 0 or amount > HIGHEST or amount != round(amount, 2):
        raise AmountWrong
    subsidy = Subsidy.objects.get(pk=subsidy_id)
    if subsidy.confirmed_at is None or subsidy.amount != amount:
        subsidy.amount = amount
        subsidy.confirmed_at, subsidy.confirmed_by = timezone.now(), by.as_json()
        subsidy.save(update_fields=["amount", "confirmed_at", "confirmed_by"])
        casework.note(
            submission.pk,
            kind="subsidy.confirmed",
            by=by,
            subsidy=subsidy.kind,
            amount=f"{amount:.2f}",
        )
    return subsidy


def _fell_due(submission: Submission, when: str) -> bool:
    if when == "post":
        return Parcel.objects.filter(submission=submission, sent_at__isnull=False).exists()
    if when == "helper":
        return Assistance.objects.filter(submission=submission).exists()
    done = submission.work_items.filter(key=when, decision__outcome=Outcome.APPROVED)
    return done.exists()


def _payee(submission: Submission, rate: dict[str, Any]) -> str:
    """Named by the rate; else whoever made it or carried it."""
    if rate.get("payee"):
        return str(rate["payee"]["zh"])
    if rate["when"] == "post":
        parcel = Parcel.objects.filter(submission=submission).order_by("-id").first()
        return parcel.carrier if parcel else ""
    order = Order.objects.filter(work_item__submission=submission, work_item__key=rate["when"])
    maker = order.values_list("maker", flat=True).first()
    department = Department.objects.filter(code=maker).first() if maker else None
    return department.name if department else ""
