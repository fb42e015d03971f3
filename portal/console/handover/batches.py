"""A case's results, batch by batch: what lies where, what is on its way, what was signed for."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from bundles.casework.models import Submission
from bundles.catalogue import versions
from bundles.catalogue.definition import Version
from bundles.issuance.models import (
    Batch,
    BatchState,
    Certificate,
    Order,
    OrderState,
    Parcel,
    ParcelState,
    Proof,
    Subsidy,
)
from bundles.issuance.selectors import lying
from portal.console.pages.words import who


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a batch; ``delivered`` by post, ``paper_id`` where the portal printed it,
    ``order`` how far what is made to go with it has come.
    """

    certificate: Certificate
    name: str
    item: str
    issuer: str
    revoked: bool
    delivered: bool
    paper_id: int | None
    order: str

    @property
    def place(self) -> str:
        parts = (self.certificate.shelf, self.certificate.stock_number)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Handover:
    """One batch; ``ready`` when it may be signed out now, ``unscanned`` when the record that was
    signed on paper is not in yet.
    """

    batch: Batch
    state: str
    tone: str
    ready: bool
    results: tuple[Result, ...]
    handed_by: str
    unscanned: bool

    @property
    def lying(self) -> tuple[Result, ...]:
        """What is left of it when some went by post."""
        return tuple(one for one in self.results if one.certificate.parcel_id is None)


@dataclass(frozen=True, slots=True)
class Handovers:
    """All of a case's: how many batches are ``ready`` to be signed out, how many results lie here
    ``to_pack``.
    """

    batches: tuple[Handover, ...]
    parcels: tuple[Parcel, ...]
    subsidies: tuple[Subsidy, ...]
    ready: int
    to_pack: int

    def __bool__(self) -> bool:
        return bool(self.batches)

    def __len__(self) -> int:
        return len(self.batches)


_TONES = {BatchState.ISSUED: "primary", BatchState.HANDED_OVER: "success"}
PARCEL_TONES = {
    ParcelState.PACKED: "warning",
    ParcelState.SENT: "info",
    ParcelState.DELIVERED: "success",
    ParcelState.RETURNED: "danger",
}


def handovers_of(submission: Submission) -> Handovers:
    """Every batch of the case, in order."""
    version = versions.version(submission.version_id)
    batches = submission.batches.defer("manifest", "signature").order_by("sequence")
    orders = {
        order.work_item_id: order
        for order in Order.objects.filter(work_item__submission=submission)
    }
    rows = list(batches.prefetch_related("certificates__work_item"))
    parcels = tuple(submission.parcels.order_by("id")) if rows else ()
    delivered = {parcel.pk for parcel in parcels if parcel.delivered_at}
    found = tuple(
        _handover(
            batch, [_result(version, one, orders, delivered) for one in batch.certificates.all()]
        )
        for batch in rows
    )
    return Handovers(
        batches=found,
        parcels=parcels,
        subsidies=tuple(submission.subsidies.order_by("id")) if found else (),
        ready=sum(one.ready for one in found),
        to_pack=lying(submission).count() if found else 0,
    )


def _handover(batch: Batch, results: Sequence[Result]) -> Handover:
    here = all(
        one.certificate.arrived_at and (one.delivered or one.certificate.parcel_id is None)
        for one in results
    )
    paper = batch.handed_over_at and batch.proof == Proof.PAPER and not batch.signed_with_id
    return Handover(
        batch=batch,
        state=str(batch.state.label),
        tone=_TONES.get(batch.state, ""),
        ready=batch.state is BatchState.ISSUED and here,
        results=tuple(results),
        handed_by=who(batch.handed_over_by) if batch.handed_over_by else "",
        unscanned=bool(paper and not batch.scan_sha256),
    )


def _result(
    version: Version, certificate: Certificate, orders: dict[int, Order], delivered: Set[int]
) -> Result:
    item = version.item(certificate.work_item.key)
    order = orders.get(certificate.work_item_id)
    open_order = order is not None and order.state is not OrderState.ARRIVED
    return Result(
        certificate=certificate,
        name=str(item.result.name),
        item=str(item.name),
        issuer=str(item.department.name),
        revoked=certificate.revoked_at is not None,
        delivered=certificate.parcel_id in delivered,
        paper_id=certificate.paper_id if certificate.issued_at else None,
        order=str(order.state.label) if order is not None and open_order else "",
    )
