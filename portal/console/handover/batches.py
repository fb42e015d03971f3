"""A case's results, batch by batch: what lies where, what is on its way, what was signed for."""

from __future__ import annotations

from collections.abc import Sequence
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
from portal.console.pages.words import who


@dataclass(frozen=True, slots=True)
class Result:
    """One result of a batch; ``paper_id`` where the portal printed it, ``order`` how far what is
    made to go with it has come.
    """

    certificate: Certificate
    name: str
    item: str
    issuer: str
    revoked: bool
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


@dataclass(frozen=True, slots=True)
class Handovers:
    """All of a case's; ``ready`` when anything can be signed out or packed."""

    batches: tuple[Handover, ...]
    parcels: tuple[Parcel, ...]
    subsidies: tuple[Subsidy, ...]
    ready: int

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
    found = tuple(
        _handover(version, batch, list(batch.certificates.all()), orders)
        for batch in batches.prefetch_related("certificates__work_item")
    )
    return Handovers(
        batches=found,
        parcels=tuple(submission.parcels.order_by("id")) if found else (),
        subsidies=tuple(submission.subsidies.order_by("id")) if found else (),
        ready=sum(one.ready for one in found),
    )


def _handover(
    version: Version, batch: Batch, certificates: Sequence[Certificate], orders: dict[int, Order]
) -> Handover:
    here = all(one.arrived_at and not one.parcel_id for one in certificates)
    paper = batch.handed_over_at and batch.proof == Proof.PAPER and not batch.signed_with_id
    return Handover(
        batch=batch,
        state=str(batch.state.label),
        tone=_TONES.get(batch.state, ""),
        ready=batch.state is BatchState.ISSUED and here,
        results=tuple(_result(version, one, orders) for one in certificates),
        handed_by=who(batch.handed_over_by) if batch.handed_over_by else "",
        unscanned=bool(paper and not batch.scan_sha256),
    )


def _result(version: Version, certificate: Certificate, orders: dict[int, Order]) -> Result:
    item = version.item(certificate.work_item.key)
    order = orders.get(certificate.work_item_id)
    open_order = order is not None and order.state is not OrderState.ARRIVED
    return Result(
        certificate=certificate,
        name=str(item.result.name),
        item=str(item.name),
        issuer=str(item.department.name),
        revoked=certificate.revoked_at is not None,
        paper_id=certificate.paper_id if certificate.issued_at else None,
        order=str(order.state.label) if order is not None and open_order else "",
    )
