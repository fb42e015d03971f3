"""A seal maker sees what to engrave, and nothing else of anybody's case."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bundles.casework.models import Submission
from bundles.issuance import services
from bundles.issuance.models import Certificate, Order, OrderState
from portal.console.handover.provider import orders
from tests import cases
from tests.console.seats import Seat, text_of


@pytest.fixture
def maker(library: None) -> Seat:
    """卫红霞, whose shop the applicant has chosen."""
    return Seat("WLG-KZ-01")


@pytest.fixture
def rival(library: None) -> Seat:
    """包文杰, whose shop is the other one."""
    return Seat("WLG-KZ-11")


def test_an_order_says_what_to_engrave_and_nothing_of_the_case(
    maker: Seat, rival: Seat, issued: Submission
) -> None:
    page = maker.get("provider/")
    shown, source = text_of(page), page.content.decode()
    seal = Order.objects.get().work_item.decision.result["seals"][0]
    assert seal["code"] in shown
    assert Certificate.objects.get(work_item__key="E2").holder in shown
    assert "乌拉盖管理区政务服务大厅" in shown
    for hidden in (
        str(issued.number),
        issued.applicant.id_number,
        issued.applicant.phone,
        "股东",
        "注册资本",
    ):
        assert hidden not in source
    assert seal["code"] not in rival.get("provider/").content.decode()


def test_the_maker_takes_checks_the_codes_and_brings_the_seals(
    maker: Seat, rival: Seat, batu: Seat, issued: Submission
) -> None:
    order = Order.objects.get()
    here = f"provider/orders/{order.pk}/"
    for verb in ("take", "finish", "hand-in"):
        assert rival.post(f"{here}{verb}/").status_code == 404
        assert batu.post(f"{here}{verb}/").status_code == 403
    assert maker.post(f"{here}finish/").status_code == 422
    assert maker.post(f"{here}take/").status_code == 302
    assert maker.post(f"{here}take/").status_code == 422
    codes = [seal["code"] for seal in order.work_item.decision.result["seals"]]
    wrong = maker.post(f"{here}finish/", code=["0" * 13, *codes[1:]])
    assert "防伪编码与备案不一致" in text_of(wrong)
    assert maker.post(f"{here}finish/", code=codes).status_code == 302
    assert maker.post(f"{here}hand-in/").status_code == 302
    assert Order.objects.get().state is OrderState.HANDED_IN
    assert "通知已送出" in text_of(batu.get("handover/arrivals/"))


def test_the_maker_has_no_other_page_and_nobody_else_has_this_one(
    maker: Seat, batu: Seat, nobody: Seat, issued: Submission
) -> None:
    for address in ("handover/arrivals/", "handover/subsidies/", f"cases/{issued.number}/"):
        assert maker.get(address).status_code == 403
    assert batu.get("provider/").status_code == 403
    assert nobody.get("provider/")["Location"].startswith("/console/login/")
    assert maker.client.get(
        f"/console/provider/orders/{Order.objects.get().pk}/take/"
    ).status_code in (
        404,
        405,
    )


def brought(submission: Submission, *keys: str) -> list[Order]:
    """Orders of the same shop, brought one after the other, the last one now."""
    begun = timezone.now() - timedelta(hours=len(keys))
    return [
        Order.objects.create(
            work_item=cases.item(submission, key),
            maker="wlg-kz",
            ordered_at=at,
            taken_at=at,
            ready_at=at,
            handed_in_at=at,
        )
        for nth, key in enumerate(keys)
        for at in [begun + timedelta(hours=nth)]
    ]


def shown_to(maker: Seat) -> list[int]:
    """The orders of the page from top to bottom."""
    return [
        int(pk) for pk in re.findall(r'id="order-(\d+)"', maker.get("provider/").content.decode())
    ]


def test_a_new_order_stands_first_however_many_were_brought(
    maker: Seat, issued: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "DONE_SHOWN", 2)
    new = Order.objects.get()
    _first, second, third = brought(issued, "E1", "E3", "E4")
    assert shown_to(maker) == [new.pk, third.pk, second.pk]


def test_what_the_window_has_already_is_not_to_be_made_any_more(
    maker: Seat, issued: Submission
) -> None:
    there = Order.objects.get()
    waiting = Order.objects.create(
        work_item=cases.item(issued, "E1"),
        maker=there.maker,
        ordered_at=timezone.now(),
        due_at=timezone.now() + timedelta(days=30),
    )
    assert shown_to(maker) == [there.pk, waiting.pk]
    services.arrive(Certificate.objects.get(work_item=there.work_item).pk, by=cases.clerk())
    assert shown_to(maker) == [waiting.pk, there.pk]
    assert text_of(maker.get("provider/")).count("前送到") == 1


def test_many_orders_are_read_in_as_many_statements_as_one(maker: Seat, issued: Submission) -> None:
    maker.get("provider/")  # the version of the bundle is read once
    with CaptureQueriesContext(connection) as one:
        maker.get("provider/")
    brought(issued, "E1", "E3", "E4")
    with CaptureQueriesContext(connection) as four:
        assert len(shown_to(maker)) == 4
    assert len(four) == len(one)
