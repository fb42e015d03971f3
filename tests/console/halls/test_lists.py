"""Bags on their way from hall to hall."""

from typing import Any

from bundles.casework.models import Submission
from bundles.reception.models import TransferList
from tests import cases
from tests.console.halls.conftest import taken_in
from tests.console.seats import Seat, text_of


def a_list(seat: Seat, hall: str = "wlg-hall") -> TransferList:
    answer = seat.post("halls/lists/", hall=hall)
    return TransferList.objects.get(number=answer.url.rstrip("/").rpartition("/")[2])


def scan(seat: Seat, transfer: TransferList, number: Any) -> Any:
    return seat.post(f"halls/lists/{transfer.number}/scan/", number=str(number))


def sent(seat: Seat, *submissions: Submission) -> TransferList:
    transfer = a_list(seat)
    for submission in submissions:
        assert scan(seat, transfer, submission.number).status_code == 302
    seat.post(f"halls/lists/{transfer.number}/send/", carrier="司机老白")
    return transfer


def kinds(submission: Submission) -> list[str]:
    return [one.kind for one in submission.events.order_by("sequence") if "bag." in one.kind]


def test_a_bag_goes_from_hall_to_hall(batu: Seat, gerile: Seat, ours: Submission) -> None:
    transfer = sent(gerile, ours)
    assert str(transfer.number) in text_of(batu.get("halls/"))
    assert scan(batu, transfer, ours.number).status_code == 302
    batu.post(f"halls/lists/{transfer.number}/finish/")
    transfer.refresh_from_db()
    assert transfer.closed_by["name"] == "格日勒"
    assert transfer.received_by["name"] == "巴图"
    assert transfer.carrier == "司机老白"
    assert kinds(ours) == ["bag.sent", "bag.received"]
    assert "没有待送的材料袋" in text_of(gerile.get("halls/"))


def test_a_keyboard_scanner_may_type_small_letters_and_spaces(
    gerile: Seat, ours: Submission
) -> None:
    transfer = a_list(gerile)
    assert scan(gerile, transfer, f" {str(ours.number).lower()} ").status_code == 302


def test_what_does_not_belong_on_the_list_is_refused_in_words(
    batu: Seat, gerile: Seat, ours: Submission
) -> None:
    transfer = a_list(gerile, "dl-hall")
    answer = scan(gerile, transfer, ours.number)
    assert (answer.status_code, "乌拉盖" in text_of(answer)) == (422, True)
    strange = cases.filed()
    right = a_list(gerile)
    assert "本大厅没有这个编号" in text_of(scan(gerile, right, strange.number))
    assert "本大厅没有这个编号" in text_of(scan(gerile, right, "'; DROP"))
    scan(gerile, right, ours.number)
    assert right.number in text_of(scan(gerile, right, ours.number))
    back = a_list(batu, "xlht-hall")
    assert "不用交接" in text_of(scan(batu, back, strange.number))


def test_a_bag_that_is_missing_is_named_in_the_list_and_in_its_case(
    batu: Seat, gerile: Seat, ours: Submission
) -> None:
    other = taken_in()
    transfer = sent(gerile, ours, other)
    scan(batu, transfer, ours.number)
    assert "还有 1 袋没有扫到" in text_of(batu.get(f"halls/lists/{transfer.number}/"))
    batu.post(f"halls/lists/{transfer.number}/finish/")
    told = text_of(gerile.get(f"halls/lists/{transfer.number}/"))
    assert "缺 1 袋" in told
    assert str(other.number) in told
    assert kinds(other) == ["bag.sent", "bag.missing"]


def test_a_bag_nobody_listed_is_written_down_as_extra(
    batu: Seat, gerile: Seat, ours: Submission
) -> None:
    transfer, other = sent(gerile, ours), taken_in()
    scan(batu, transfer, other.number)
    scan(batu, transfer, "YJS00000020261123000000X")
    told = text_of(batu.get(f"halls/lists/{transfer.number}/"))
    assert "多出 2 袋" in told
    assert "不是本大厅的办件" in told
    assert kinds(other) == ["bag.received"]


def test_a_closed_list_is_not_changed_and_an_empty_one_not_sent(
    batu: Seat, gerile: Seat, ours: Submission
) -> None:
    empty = a_list(gerile)
    assert "还没有材料袋" in text_of(gerile.post(f"halls/lists/{empty.number}/send/"))
    transfer = sent(gerile, ours)
    bag = transfer.bags.get()
    answer = gerile.post(f"halls/lists/{transfer.number}/bags/{bag.pk}/off/")
    assert "已经封单" in text_of(answer)
    assert gerile.post(f"halls/lists/{transfer.number}/finish/").status_code == 422
    assert transfer.bags.count() == 1


def test_a_list_is_seen_by_its_two_halls_and_only_once_it_goes_off(
    batu: Seat, gerile: Seat, third: Seat, ours: Submission
) -> None:
    transfer = a_list(gerile)
    scan(gerile, transfer, ours.number)
    address = f"halls/lists/{transfer.number}/"
    assert batu.get(address).status_code == 404
    gerile.post(f"{address}send/")
    assert (batu.get(address).status_code, gerile.get(address).status_code) == (200, 200)
    for part in ("", "scan/", "send/", "finish/"):
        assert third.post(address + part, number=ours.number).status_code in (404, 405)
    assert third.get(address).status_code == 404
    assert third.get(f"halls/lists/{transfer.number}.pdf").status_code == 404


def test_the_paper_is_there_once_the_list_is_closed(gerile: Seat, ours: Submission) -> None:
    transfer = a_list(gerile)
    assert gerile.get(f"halls/lists/{transfer.number}.pdf").status_code == 404
    transfer = sent(gerile, ours)
    assert gerile.get(f"halls/lists/{transfer.number}.pdf").content.startswith(b"%PDF-")
