"""Parcels, and who paid for them, from the desk."""

from typing import Any

from bs4 import BeautifulSoup

from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from bundles.issuance.models import Certificate, Parcel, Subsidy
from portal.accounts.models import DisclosureEntry
from tests import cases
from tests.console.handover.stage import arrived, hand
from tests.console.seats import Seat, text_of

EMS = "EE123456789CN"


def packed(
    seat: Seat,
    submission: Submission,
    tracking_number: str = EMS,
    confirmed: str = "on",
    only: list[int] | None = None,
) -> Any:
    """What the desk answers to a filled-in parcel: everything of the case, or ``only`` these."""
    ids = only or Certificate.objects.filter(batch__submission=submission).values_list(
        "pk", flat=True
    )
    fields = {
        "seen": cases.fresh(submission).revision,
        "result": list(ids),
        "recipient": "张敏",
        "phone": "13804790001",
        "address": "内蒙古锡林郭勒盟巴音胡硕镇草原路1号",
        "carrier": "中国邮政速递（EMS）",
        "tracking_number": tracking_number,
        "confirmed": confirmed,
    }
    return seat.client.post(f"/console/cases/{submission.number}/parcels/", fields)


def parcel_of(seat: Seat, submission: Submission, tracking_number: str = EMS) -> Parcel:
    response = packed(seat, submission, tracking_number)
    assert response.status_code == 302, text_of(response)
    return Parcel.objects.get(tracking_number=tracking_number)


def test_a_parcel_goes_out_comes_back_and_goes_out_again(batu: Seat, ready: Submission) -> None:
    page = batu.get(f"cases/{ready.number}/parcels/")
    assert "已与申请人核对收件人和地址" in text_of(page)
    assert DisclosureEntry.objects.filter(what="delivery").exists()
    wrong = packed(batu, ready, tracking_number="1")
    assert wrong.status_code == 422
    assert "运单号不对" in text_of(wrong)
    assert "请核对收件人和地址后勾选" in text_of(packed(batu, ready, confirmed=""))
    parcel = parcel_of(batu, ready)
    here = f"cases/{ready.number}/parcels/{parcel.pk}/"
    slip = text_of(batu.get(f"{here}slip/"))
    assert "草原路1号" in slip
    assert batu.post(f"{here}deliver/").status_code == 409
    assert batu.post(f"{here}send/").status_code == 302
    assert ready.number in text_of(batu.get("handover/post/"))
    assert batu.post(f"{here}return/").status_code == 422
    for nowhere in ("Z9", "A\0"):
        assert batu.post(f"{here}return/", reason="地址不详", shelf=nowhere).status_code == 422
    assert batu.post(f"{here}return/", reason="地址不详").status_code == 302
    assert "地址不详" in text_of(batu.case(ready))
    again = parcel_of(batu, ready, "EE123456780CN")
    here = f"cases/{ready.number}/parcels/{again.pk}/"
    for verb in ("send", "deliver"):
        assert batu.post(f"{here}{verb}/").status_code == 302
    assert cases.fresh(ready).state is SubmissionStatus.CLOSED


def offered(page: Any) -> set[int]:
    """The results that the page of a parcel lists, all ticked."""
    soup = BeautifulSoup(page.content, "html.parser")
    return {int(str(one["value"])) for one in soup.select('input[name="result"][checked]')}


def test_everything_the_page_offers_goes_into_the_parcel(
    batu: Seat, in_two_batches: Submission
) -> None:
    case, address = in_two_batches, f"cases/{in_two_batches.number}/parcels/"
    licence = Certificate.objects.get(batch__submission=case, batch__sequence=1)
    offers = offered(batu.get(address))
    assert offers == {licence.pk}  # the rest waits for its seals, and goes out together
    assert packed(batu, case, only=list(offers)).status_code == 302
    assert set(Certificate.objects.exclude(parcel=None).values_list("pk", flat=True)) == offers
    arrived(case)
    assert len(offered(batu.get(address))) == 5


def test_what_went_elsewhere_meanwhile_is_told_and_not_left_out(
    batu: Seat, ready: Submission
) -> None:
    first, second, *_rest = Certificate.objects.filter(batch__submission=ready)
    assert packed(batu, ready, only=[first.pk]).status_code == 302
    stale = packed(batu, ready, "EE123456780CN", only=[first.pk, second.pk])
    assert stale.status_code == 422
    assert "可以交付的结果有变化" in text_of(stale)
    assert offered(stale) == {second.pk}
    assert Parcel.objects.count() == 1


def test_what_did_not_go_with_the_parcel_is_found_again_and_closes_the_case(
    batu: Seat, ready: Submission
) -> None:
    sent, *left = Certificate.objects.filter(batch__submission=ready)
    assert packed(batu, ready, only=[sent.pk]).status_code == 302
    here = f"cases/{ready.number}/"
    to_sign, to_pack = f"/console/{here}hand-over/", f'/console/{here}parcels/"'
    for verb in ("send", "deliver"):
        assert "另有 5 份没有寄" in text_of(batu.get("handover/post/"))
        shown = batu.case(ready).content.decode()
        assert (to_pack in shown, to_sign in shown) == (True, False)
        assert "已封装邮寄" in text_of(batu.get(f"{here}hand-over/"))
        batu.post(f"{here}parcels/{Parcel.objects.get().pk}/{verb}/")
    shown = batu.case(ready)
    assert "已妥投" in text_of(shown)
    assert to_pack in shown.content.decode()
    assert to_sign in batu.get("handover/ready/").content.decode()
    assert "第 1 批，5 份" in text_of(batu.get("handover/ready/"))
    page = text_of(batu.get(f"{here}hand-over/"))
    assert sent.number not in page
    assert left[0].number in page
    assert hand(batu, ready).status_code == 302
    assert cases.fresh(ready).state is SubmissionStatus.CLOSED


def test_a_strangers_parcel_is_not_found(batu: Seat, elsewhere: Seat, ready: Submission) -> None:
    parcel = parcel_of(batu, ready)
    here = f"cases/{ready.number}/parcels/{parcel.pk}/"
    assert elsewhere.get(f"{here}slip/").status_code == 404
    for verb in ("send", "deliver", "return"):
        assert elsewhere.post(f"{here}{verb}/").status_code == 404
        assert batu.post(f"cases/{ready.number}/parcels/999/{verb}/").status_code == 404
    assert batu.get("handover/elsewhere/").status_code == 404


def test_costs_are_totalled_exported_and_confirmed(
    batu: Seat, elsewhere: Seat, ready: Submission
) -> None:
    parcel = parcel_of(batu, ready)
    for verb in ("send", "deliver"):
        batu.post(f"cases/{ready.number}/parcels/{parcel.pk}/{verb}/")
    told = text_of(batu.get("handover/subsidies/"))
    assert "650.00" in told
    assert "872.00" in told  # 650 + 200 + 22
    sheet = b"".join(batu.get("handover/subsidies.csv").streaming_content).decode()
    assert sheet.startswith("\ufeff办件编号")
    assert f"{ready.number}," in sheet
    assert "乌拉盖示范刻章服务部,650.00,否" in sheet
    assert "650.00" not in text_of(elsewhere.get("handover/subsidies/"))
    assert "650.00" not in text_of(batu.get("handover/subsidies/", month="2020-01"))
    assert batu.get("handover/subsidies/", month="x").status_code == 200
    assert batu.get("handover/subsidies/", month="9999-12").status_code == 200
    seal = Subsidy.objects.get(kind="seal")
    address = f"cases/{ready.number}/subsidies/{seal.pk}/"
    assert elsewhere.post(address, amount="1").status_code == 404
    assert batu.post(address, amount="many").status_code == 422
    assert batu.post(address, amount="600").status_code == 302
    assert "822.00" in text_of(batu.get("handover/subsidies/"))
