"""What comes with a result is ordered from the provider the applicant has chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from bundles.casework import services as casework
from bundles.casework.actors import MACHINE, Actor
from bundles.casework.exceptions import NotYours
from bundles.casework.models import Outcome, Submission, WorkItem
from bundles.casework.selectors.queues import answers_for
from bundles.catalogue import versions
from bundles.catalogue.makers import chosen_maker
from bundles.issuance.exceptions import NoSuchOrder, OrderMoveNotAllowed, SealCodesDiffer
from bundles.issuance.locking import locked
from bundles.issuance.models import Certificate, Order, OrderState


@transaction.atomic
def place_orders(submission_id: int) -> list[Order]:
    """Order whatever the approved items of a case need made; the second time orders nothing."""
    submission = locked(pk=submission_id)
    version = versions.version(submission.version_id)
    wanted = {item.key for item in version.items if item.result.maker_chosen_in}
    approved = submission.work_items.filter(
        key__in=wanted, decision__outcome=Outcome.APPROVED, order__isnull=True
    ).select_related("decision")
    placed = []
    for work_item in approved:
        maker = chosen_maker(version, version.item(work_item.key), answers_for(work_item))
        if maker:
            order = Order.objects.create(
                work_item=work_item,
                maker=maker,
                due_at=work_item.decision.delivery_due,
                ordered_at=timezone.now(),
            )
            casework.note(submission.pk, kind="order.placed", by=MACHINE, order=order.number)
            placed.append(order)
    return placed


@transaction.atomic
def take_order(order_id: int, *, by: Actor) -> Order:
    """The provider says that they will make it. Raises ``NoSuchOrder``, ``OrderMoveNotAllowed``."""
    order, submission = _own(order_id, by)
    _expect(order, OrderState.NEW)
    order.taken_at, order.taken_by = timezone.now(), by.as_json()
    return _noted(order, submission, "order.taken", by)


@transaction.atomic
def finish_order(order_id: int, *, codes: Sequence[str], by: Actor) -> Order:
    """It is made. ``codes`` are read off the seals, in the order of the filed ones.

    A seal set that got somebody else's codes would be useless, so each has to be the one the
    police filed. Raises ``SealCodesDiffer`` naming the seals, ``NoSuchOrder``,
    ``OrderMoveNotAllowed``.
    """
    order, submission = _own(order_id, by)
    _expect(order, OrderState.MAKING)
    filed = filed_seals(order)
    read = [*("".join(code.split()) for code in codes), *[""] * len(filed)]
    differing = [
        str(seal["kind"]) for seal, code in zip(filed, read, strict=False) if seal["code"] != code
    ]
    if differing:
        raise SealCodesDiffer(differing)
    order.ready_at, order.ready_by = timezone.now(), by.as_json()
    return _noted(order, submission, "order.ready", by)


@transaction.atomic
def hand_in(order_id: int, *, by: Actor) -> Order:
    """The provider has brought it to the hall. It lies at the desk once a clerk has it: ``arrive``.

    Raises ``NoSuchOrder``, ``OrderMoveNotAllowed``.
    """
    order, submission = _own(order_id, by)
    _expect(order, OrderState.READY)
    order.handed_in_at, order.handed_in_by = timezone.now(), by.as_json()
    Certificate.objects.filter(work_item=order.work_item_id, announced_at__isnull=True).update(
        announced_at=order.handed_in_at
    )
    return _noted(order, submission, "order.handed_in", by)


def filed_seals(order: Order) -> list[dict[str, Any]]:
    """The seals as the decision filed them: ``{"kind", "code"}`` each."""
    return list(order.work_item.decision.result.get("seals") or [])


def waits_for_goods(work_item: WorkItem) -> bool:
    """Whether something ordered for this item has not reached the desk."""
    return Order.objects.filter(work_item=work_item, arrived_at__isnull=True).exists()


def _own(order_id: int, by: Actor) -> tuple[Order, Submission]:
    """The order of the actor's own house, its case locked. A stranger's does not exist."""
    found = Order.objects.filter(pk=order_id, maker=by.department or "-")
    case = found.values_list("work_item__submission", flat=True).first()
    if case is None:
        raise NoSuchOrder
    if by.hall:
        raise NotYours
    submission = locked(pk=case)
    order = Order.objects.select_related("work_item__decision").get(pk=order_id)
    return order, submission


def _expect(order: Order, state: OrderState) -> None:
    if order.state is not state:
        raise OrderMoveNotAllowed(order.state.label)


def _noted(order: Order, submission: Submission, kind: str, by: Actor) -> Order:
    order.save()
    casework.note(submission.pk, kind=kind, by=by, order=order.number)
    return order
