"""A result made elsewhere is announced, and reaches the desk."""

from django.db import transaction
from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours
from bundles.casework.models import Submission
from bundles.casework.words import fit_for_paper
from bundles.catalogue import versions
from bundles.issuance.exceptions import (
    NoSuchBatch,
    ShelfFull,
    ShelfUnknown,
    StockNumberTaken,
    WrongHall,
)
from bundles.issuance.locking import locked
from bundles.issuance.models import Certificate, Order
from bundles.issuance.shelves import lying_on, places_of


@transaction.atomic
def arrive(
    certificate_id: int, *, by: Actor, stock_number: str = "", shelf: str = ""
) -> Certificate:
    """Note that a licence, seal or account slip made by others is now at the window.

    A clerk of the hall has it in their hands: only they can say that it arrived (T27), with the
    number on the thing and the shelf it goes to. From the deciding department or its maker the
    same is an announcement: it is on its way. The second time keeps the first moment, shelf and
    number. Raises ``NotYours``, ``WrongHall``, ``ShelfUnknown``, ``ShelfFull``,
    ``StockNumberTaken``, ``NotForPaper``, ``IdentityNumberInWords``.
    """
    try:
        submission = locked(work_items__certificates=certificate_id)
    except Submission.DoesNotExist:
        raise NoSuchBatch from None
    certificate = Certificate.objects.select_related("work_item").get(pk=certificate_id)
    if by.may("window"):
        if by.hall != submission.hall.code:
            raise WrongHall(submission.hall.name)
        return _shelved(certificate, submission, stock_number.strip(), shelf, by)
    return _announced(certificate, submission, by)


def _announced(certificate: Certificate, submission: Submission, by: Actor) -> Certificate:
    item = versions.version(submission.version_id).item(certificate.work_item.key)
    makers = {item.department.code} | ({item.result.maker.code} if item.result.maker else set())
    ordered = Order.objects.filter(work_item=certificate.work_item_id).values_list(
        "maker", flat=True
    )
    if by.department not in {*makers, *ordered}:
        raise NotYours
    if certificate.arrived_at is None and certificate.announced_at is None:
        certificate.announced_at = timezone.now()
        certificate.save(update_fields=["announced_at"])
        casework.note(
            submission.pk, kind="issuance.announced", by=by, certificate=certificate.number
        )
    return certificate


def _shelved(
    certificate: Certificate, submission: Submission, stock_number: str, shelf: str, by: Actor
) -> Certificate:
    if certificate.arrived_at is not None:
        return certificate
    if shelf:
        places = places_of(submission.hall).get(shelf)
        if places is None:
            raise ShelfUnknown(shelf)
        if lying_on(submission.hall)[shelf] >= places:
            raise ShelfFull(shelf)
    if stock_number:
        fit_for_paper(stock_number)  # the ledger keeps it for ever: no card scanned by mistake
        same = Certificate.objects.filter(
            stock_number=stock_number, batch__submission__hall=submission.hall
        )
        if same.exclude(pk=certificate.pk).exists():
            raise StockNumberTaken(stock_number)
    certificate.arrived_at = timezone.now()
    certificate.stock_number, certificate.shelf = stock_number, shelf
    certificate.save(update_fields=["arrived_at", "stock_number", "shelf"])
    Order.objects.filter(work_item=certificate.work_item_id, arrived_at__isnull=True).update(
        arrived_at=certificate.arrived_at
    )
    casework.note(
        submission.pk,
        kind="issuance.arrived",
        by=by,
        certificate=certificate.number,
        stock=stock_number,
        shelf=shelf,
    )
    return certificate
