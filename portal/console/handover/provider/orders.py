"""What a provider is told of an order: what to make, what it must read, by when, where to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from bundles.casework.models import Decision
from bundles.casework.selectors.queues import answers_for
from bundles.catalogue import versions
from bundles.catalogue.definition import Version
from bundles.issuance.models import Order, OrderState
from bundles.issuance.services.order import filed_seals
from departments.models import Hall

SHOWN: Final = 50
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


def orders_of(maker: str) -> QuerySet[Order]:
    """All of one provider's, the open ones first and by when they are due."""
    return (
        Order.objects.filter(maker=maker)
        .select_related("work_item__submission__hall", "work_item__decision")
        .defer("work_item__submission__answers", "work_item__submission__refusal")
        .order_by("handed_in_at", "due_at", "id")
    )


def order_lines(orders: Iterable[Order]) -> list[OrderLine]:
    return [_line(order) for order in orders]


def _line(order: Order) -> OrderLine:
    submission = order.work_item.submission
    version = versions.version(submission.version_id)
    answers = answers_for(order.work_item).get("blocks") or {}
    block_key = (version.item(order.work_item.key).result.maker_chosen_in or "").partition(".")[0]
    return OrderLine(
        order=order,
        state=str(order.state.label),
        tone=TONES[order.state],
        seals=_seals(order, answers.get(block_key) or {}),
        details=_details(version, block_key, answers.get(block_key) or {}),
        hall=submission.hall,
    )


def _seals(order: Order, said: dict[str, Any]) -> tuple[Seal, ...]:
    """A seal bears the company's name, the one with a person's name that person's."""
    company = _company(order)
    return tuple(
        Seal(
            kind=str(seal["kind"]),
            text=str(said.get("representative") or "") if "人" in seal["kind"] else company,
            code=str(seal["code"]),
        )
        for seal in filed_seals(order)
    )


def _company(order: Order) -> str:
    """The registered name, from the item's own view of what was registered before it."""
    earlier = Decision.objects.filter(
        work_item__submission=order.work_item.submission_id, outcome="approved"
    ).order_by("work_item__position")
    for decision in earlier:
        if decision.result.get("uscc") and decision.result.get("name"):
            return str(decision.result["name"])
    return ""


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
