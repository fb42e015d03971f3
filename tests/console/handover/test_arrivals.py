"""Results are scanned at the desk, or several ticked at once."""

from bundles.casework.models import Submission
from bundles.issuance.models import Certificate, Order
from tests import cases
from tests.console.seats import Seat, text_of


def seals(submission: Submission) -> Certificate:
    return Certificate.objects.get(batch__submission=submission, work_item__key="E2")


def test_any_code_on_the_thing_finds_it_ticked(batu: Seat, issued: Submission) -> None:
    certificate = seals(issued)
    order = Order.objects.get(work_item=certificate.work_item)
    codes = (
        certificate.number.lower(),
        str(issued.number),
        order.number,
        str(certificate.work_item.number),
    )
    for code in codes:
        page = batu.get("handover/arrivals/", code=code).content.decode()
        assert f'value="{certificate.pk}" id="result-{certificate.pk}" checked' in page, code


def test_ticked_results_get_their_number_and_shelf(batu: Seat, issued: Submission) -> None:
    certificate = seals(issued)
    fields = {
        "result": certificate.pk,
        f"stock_{certificate.pk}": "KZ-17",
        f"shelf_{certificate.pk}": "A2",
    }
    told = batu.client.post("/console/handover/arrivals/", fields, follow=True)
    assert "已登记到件 1 份" in text_of(told)
    certificate.refresh_from_db()
    assert (certificate.stock_number, certificate.shelf) == ("KZ-17", "A2")
    again = batu.get("handover/arrivals/", code=certificate.number)
    assert again.status_code == 404
    assert "已经登记到件，放在货架 A2" in text_of(again)


def test_what_is_the_matter_is_told_in_words(
    batu: Seat, elsewhere: Seat, issued: Submission
) -> None:
    certificate = seals(issued)
    theirs = elsewhere.get("handover/arrivals/", code=certificate.number)
    assert "属于乌拉盖管理区政务服务大厅，请转送过去" in text_of(theirs)
    fields = {"result": certificate.pk, f"shelf_{certificate.pk}": "Z9"}
    there = elsewhere.client.post("/console/handover/arrivals/", fields, follow=True)
    assert "请转送过去" in text_of(there)
    here = batu.client.post("/console/handover/arrivals/", fields, follow=True)
    assert "没有“Z9”这个货架" in text_of(here)
    assert "没有找到“ZZ1”" in text_of(batu.get("handover/arrivals/", code="ZZ1"))
    undecided = cases.in_review()
    told = text_of(batu.get("handover/arrivals/", code=str(undecided.number)))
    assert "部门还没有办结" in told
    none = batu.client.post("/console/handover/arrivals/", {"result": "x"}, follow=True)
    assert "请先勾选" in text_of(none)
    certificate.refresh_from_db()
    assert certificate.arrived_at is None


def test_the_case_page_takes_a_result_in_and_no_stranger_does(
    batu: Seat, elsewhere: Seat, issued: Submission, filed: Submission
) -> None:
    certificate = seals(issued)
    arrive = f"cases/{issued.number}/results/{certificate.pk}/arrive/"
    assert elsewhere.post(arrive).status_code == 404
    assert batu.post(f"cases/{filed.number}/results/{certificate.pk}/arrive/").status_code == 404
    assert batu.post(f"cases/{issued.number}/results/999999/arrive/").status_code == 404
    assert batu.client.get(f"/console/{arrive}").status_code == 405
    assert batu.post(arrive).status_code == 302
    assert f"/cases/{issued.number}/hand-over/" in batu.case(issued).content.decode()


def test_what_no_ledger_may_keep_is_no_stock_number(batu: Seat, issued: Submission) -> None:
    certificate = seals(issued)
    for wrong in ("152531199003072518", "KZ\0 1"):
        fields = {"result": [certificate.pk, "9" * 5000], f"stock_{certificate.pk}": wrong}
        told = batu.client.post("/console/handover/arrivals/", fields, follow=True)
        assert certificate.number in text_of(told)
    certificate.refresh_from_db()
    assert certificate.arrived_at is None
    one = f"cases/{issued.number}/results/{certificate.pk}/arrive/"
    assert batu.post(one, stock="KZ\0").status_code == 422
