"""What a provider is told of an order: what to make, what it must read, by when, where to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models.functions import Coalesce

from bundles.casework.models import Decision, Filing
from bundles.casework.selectors.queues import latest_filings
from bundles.catalogue import versions
from bundles.catalogue.answers import only
from bundles.catalogue.definition import Version
from bundles.issuance.models import Order, OrderState
from bundles.issuance.services.order import filed_seals
from departments.models import Hall

DONE_SHOWN: Final = 50
TONES: Final = {
    OrderState.NEW: "warning",
    OrderState.MAKING: "primary",
    OrderState.READY: "info",
    OrderState.HANDED_IN: "success",
    OrderState.ARRIVED: "success",
}


@dataclass(frozen=True, slots=True)
class Seal:
    """One seal to engrave; ``code`` is the 13 digits the police filed for it."""

    kind: str
    text: str
    code: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    order: Order
    state: str
    tone: str
    seals: tuple[Seal, ...]
    details: tuple[tuple[str, str], ...]
    hall: Hall


def orders_of(maker: str) -> list[Order]:
    """All of one provider's open ones, first what is due first; after them what was done last.

    Goods that came to the desk by another way are not to be made any more either.
    """
    orders = (
        Order.objects.filter(maker=maker)
        .select_related("work_item__submission__hall", "work_item__decision")
        .defer("work_item__submission__answers", "work_item__submission__refusal")
        .annotate(done_at=Coalesce("handed_in_at", "arrived_at"))
    )
    still_open = orders.filter(done_at__isnull=True).order_by("due_at", "id")
    done = orders.filter(done_at__isnull=False).order_by("-done_at", "-id")
    return [*still_open, *done[:DONE_SHOWN]]


def order_lines(orders: Sequence[Order]) -> list[OrderLine]:
    """In as many statements for a hundred orders as for one."""
    cases = {order.work_item.submission_id for order in orders}
    filings, companies = latest_filings(cases), _companies(cases)
    return [_line(order, filings, companies) for order in orders]


def _line(order: Order, filings: Mapping[int, Filing], companies: Mapping[int, str]) -> OrderLine:
    work_item = order.work_item
    filing = filings.get(work_item.submission_id)
    version = versions.version(work_item.submission.version_id)
    answers = only(version, filing.content["answers"], work_item.key) if filing else {}
    block_key = (version.item(work_item.key).result.maker_chosen_in or "").partition(".")[0]
    said = (answers.get("blocks") or {}).get(block_key) or {}
    return OrderLine(
        order=order,
        state=str(order.state.label),
        tone=TONES[order.state],
        seals=_seals(order, said, companies.get(work_item.submission_id, "")),
        details=_details(version, block_key, said),
        hall=work_item.submission.hall,
    )


def _seals(order: Order, said: dict[str, Any], company: str) -> tuple[Seal, ...]:
    """A seal bears the company's name, the one with a person's name that person's."""
    return tuple(
        Seal(
            kind=str(seal["kind"]),
            text=str(said.get("representative") or "") if "人" in seal["kind"] else company,
            code=str(seal["code"]),
        )
        for seal in filed_seals(order)
    )


def _companies(cases: Iterable[int]) -> dict[int, str]:
    """The registered name in each case: the first of its results with a number of a company."""
    found: dict[int, str] = {}
    approved = Decision.objects.filter(work_item__submission__in=cases, outcome="approved")
    for decision in approved.select_related("work_item").order_by("work_item__position"):
        if decision.result.get("uscc") and decision.result.get("name"):
            found.setdefault(decision.work_item.submission_id, str(decision.result["name"]))
    return found


def _details(version: Version, block_key: str, said: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """What else the applicant chose about how they look: never a person's data."""
    block = version.blocks_by_key.get(block_key)
    chosen_in = {item.result.maker_chosen_in for item in version.items}
    if block is None:
        return ()
    return tuple(
        (
            str(field.label),
            next((str(c.text) for c in field.choices if c.key == said[field.key]), ""),
        )
        for field in block.fields
        if field.choices
        and not field.personal
        and field.key in said
        and f"{block_key}.{field.key}" not in chosen_in
    )
