"""What a clerk has in their hands is at the desk, on a shelf, under the number on it."""

import pytest

from bundles.casework.exceptions import NotYours
from bundles.casework.models import Event
from bundles.issuance import selectors, services, shelves
from bundles.issuance.exceptions import (
    NoSuchOrder,
    OrderMoveNotAllowed,
    SealCodesDiffer,
    ShelfFull,
    ShelfUnknown,
    StockNumberTaken,
    WrongHall,
)
from bundles.issuance.models import Certificate, Order, OrderState
from departments.models import Hall
from tests.issuance.cases import Case, officer

CODES = ["1525710000001"]


@pytest.fixture
def seals(decided: Case) -> Certificate:
    services.issue(decided.pk)
    return Certificate.objects.get(batch__submission=decided.pk, work_item__key="E2")


def order(seals: Certificate) -> Order:
    return Order.objects.get(work_item=seals.work_item_id)


def test_a_result_lies_on_a_shelf_under_its_number(decided: Case, seals: Certificate) -> None:
    hall = Hall.objects.get(code="wlg-hall")
    assert [one.pk for one in selectors.awaited(hall.pk)] == [seals.pk]
    assert not selectors.ready(hall.pk).exists()
    clerk = decided.clerk
    arrived = services.arrive(seals.pk, stock_number="KZ-0017", shelf="A1", by=clerk)
    assert (arrived.stock_number, arrived.shelf) == ("KZ-0017", "A1")
    assert shelves.lying_on(hall)["A1"] == 1
    assert shelves.with_room(hall)[0] == ("A1", 39)
    assert services.arrive(seals.pk, shelf="B1", by=clerk).shelf == "A1"  # twice is once
    assert Event.objects.filter(kind="issuance.arrived").count() == 1
    assert selectors.ready(hall.pk).exists()


def test_wrong_shelf_full_shelf_taken_number_and_wrong_hall_are_told(
    decided: Case, seals: Certificate
) -> None:
    clerk, hall = decided.clerk, Hall.objects.get(code="wlg-hall")
    with pytest.raises(ShelfUnknown):
        services.arrive(seals.pk, shelf="Z9", by=clerk)
    with pytest.raises(WrongHall) as refused:
        services.arrive(seals.pk, by=officer("XLHT-ZW-01"))
    assert "乌拉盖" in str(refused.value)
    hall.shelves = [{"label": "A1", "places": 1}]
    hall.save()
    licence = Certificate.objects.filter(batch=seals.batch).exclude(pk=seals.pk)[0]
    Certificate.objects.filter(pk=licence.pk).update(shelf="A1", stock_number="KZ-0017")
    with pytest.raises(ShelfFull):
        services.arrive(seals.pk, shelf="A1", by=clerk)
    with pytest.raises(StockNumberTaken):
        services.arrive(seals.pk, stock_number="KZ-0017", by=clerk)
    seals.refresh_from_db()
    assert seals.arrived_at is None


def test_the_chosen_maker_takes_makes_and_brings_the_seals(
    decided: Case, seals: Certificate
) -> None:
    maker, rival = officer("WLG-KZ-01"), officer("WLG-KZ-11")
    one = order(seals)
    assert one.maker == "wlg-kz"
    for stranger in (rival, officer("WLG-YH-01"), decided.clerk):
        with pytest.raises((NoSuchOrder, NotYours)):
            services.take_order(one.pk, by=stranger)
    with pytest.raises(OrderMoveNotAllowed):
        services.finish_order(one.pk, codes=CODES, by=maker)
    services.take_order(one.pk, by=maker)
    with pytest.raises(OrderMoveNotAllowed):
        services.take_order(one.pk, by=maker)
    for wrong in ([], ["1525710000002"], [""], ["１５２５７１００００００１"]):
        with pytest.raises(SealCodesDiffer) as refused:
            services.finish_order(one.pk, codes=wrong, by=maker)
        assert "法定名称章" in str(refused.value)
    services.finish_order(one.pk, codes=["15257 10000001"], by=maker)
    services.hand_in(one.pk, by=maker)
    assert order(seals).state is OrderState.HANDED_IN
    seals.refresh_from_db()
    assert seals.announced_at is not None
    assert seals.arrived_at is None  # only the desk can say so
    services.arrive(seals.pk, by=decided.clerk)
    assert order(seals).state is OrderState.ARRIVED
    with pytest.raises(OrderMoveNotAllowed):
        services.hand_in(one.pk, by=maker)


def test_an_order_is_placed_once_and_only_for_what_was_approved(in_review: Case) -> None:
    in_review.approve("E1")
    assert services.place_orders(in_review.pk) == []
    in_review.approve("E2")
    assert len(services.place_orders(in_review.pk)) == 1
    assert services.place_orders(in_review.pk) == []
    assert Event.objects.filter(kind="order.placed").count() == 1
