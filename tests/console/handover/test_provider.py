"""A seal maker sees what to engrave, and nothing else of anybody's case."""

import pytest

from bundles.casework.models import Submission
from bundles.issuance.models import Certificate, Order, OrderState
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
