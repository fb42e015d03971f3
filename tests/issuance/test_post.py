"""By post: handed over when the post has handed over, on the shelf again when it comes back."""

from decimal import Decimal

import pytest
from pypdf import PdfReader

from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours, StaleVersion
from bundles.casework.models import Event
from bundles.casework.states import SubmissionStatus
from bundles.issuance import selectors, services
from bundles.issuance.delivery import PostalAddress
from bundles.issuance.exceptions import (
    AddressMissing,
    AmountWrong,
    InTheParcel,
    NothingReady,
    ParcelMoveNotAllowed,
    ResultsChanged,
    TrackingNumberWrong,
)
from bundles.issuance.models import Batch, Certificate, Parcel, Proof, Subsidy
from bundles.issuance.services import Capacity, Receiver, Signed
from tests.issuance.cases import Case, officer

EMS = "中国邮政速递（EMS）"
ZHANG = Receiver("张敏", "152531199003072518", "申请人本人")
HOME = PostalAddress("张敏", "13804790001", "内蒙古锡林郭勒盟", "巴音胡硕镇草原路1号")


@pytest.fixture
def ready(decided: Case) -> Case:
    services.issue(decided.pk)
    decided.receive_seals()
    return decided


def pack(case: Case, number: str, **changed: object) -> Parcel:
    said: dict[str, object] = {
        "seen": case.submission.revision,
        "to": HOME,
        "carrier": EMS,
        "tracking_number": number,
        "by": case.clerk,
    }
    return services.pack(case.pk, **(said | changed))  # type: ignore[arg-type]


def test_a_parcel_is_checked_before_it_is_packed(ready: Case) -> None:
    nowhere = PostalAddress("张敏", "", "", "草原路1号")
    for wrong, changed in (
        (StaleVersion, {"seen": 1}),
        (NotYours, {"by": officer("XLHT-ZW-01")}),
        (AddressMissing, {"to": nowhere}),
        (TrackingNumberWrong, {"tracking_number": "123"}),
        (TrackingNumberWrong, {"carrier": "某快递"}),
        (NothingReady, {"only": frozenset()}),
        (ResultsChanged, {"only": frozenset({0})}),
    ):
        with pytest.raises(wrong):
            pack(ready, "EE123456789CN", **changed)
    parcel = pack(ready, "ee 123456789 cn", weight=Decimal("0.350"))
    assert parcel.tracking_number == "EE123456789CN"
    with pytest.raises(NothingReady):
        pack(ready, "EE123456780CN")


def test_it_counts_as_handed_over_when_delivered_and_not_when_sent(ready: Case) -> None:
    parcel = pack(ready, "EE123456789CN")
    with pytest.raises(ParcelMoveNotAllowed):
        services.deliver(parcel.pk, by=ready.clerk)
    services.send(parcel.pk, by=ready.clerk)
    batch = Batch.objects.get(submission=ready.pk)
    assert batch.handed_over_at is None
    with pytest.raises(InTheParcel):
        services.hand_over(batch.pk, receiver=ZHANG, method="窗口领取", by=ready.clerk)
    services.deliver(parcel.pk, by=ready.clerk)
    with pytest.raises(ParcelMoveNotAllowed):
        services.deliver(parcel.pk, by=ready.clerk)
    batch.refresh_from_db()
    assert (batch.proof, batch.receiver_capacity) == (Proof.POST, "收件人")
    assert ready.submission.state is SubmissionStatus.CLOSED
    assert services.handover_records(ready.pk)
    said = str(list(Event.objects.values_list("data", flat=True)))
    assert HOME.address not in said


def test_what_comes_back_is_on_the_shelf_and_may_be_sent_again(ready: Case) -> None:
    parcel = pack(ready, "EE123456789CN")
    services.send(parcel.pk, by=ready.clerk)
    services.come_back(parcel.pk, reason="电话无人接听", shelf="B1", by=ready.clerk)
    with pytest.raises(ParcelMoveNotAllowed):
        services.deliver(parcel.pk, by=ready.clerk)
    assert not Certificate.objects.filter(parcel__isnull=False).exists()
    assert Batch.objects.get(submission=ready.pk).handed_over_at is None
    with pytest.raises(TrackingNumberWrong):  # one number is one parcel
        pack(ready, "EE123456789CN")
    again = pack(ready, "EE123456780CN")
    services.send(again.pk, by=ready.clerk)
    services.deliver(again.pk, by=ready.clerk)
    assert ready.submission.state is SubmissionStatus.CLOSED


def test_a_batch_in_two_parcels_is_served_with_the_second(ready: Case) -> None:
    first_half = frozenset(Certificate.objects.order_by("id").values_list("pk", flat=True)[:3])
    one = pack(ready, "EE123456789CN", only=first_half)
    two = pack(ready, "EE123456780CN")
    for parcel in (one, two):
        services.send(parcel.pk, by=ready.clerk)
    services.deliver(two.pk, by=ready.clerk)
    assert ready.submission.state is SubmissionStatus.ISSUED
    services.deliver(one.pk, by=ready.clerk)
    assert ready.submission.state is SubmissionStatus.CLOSED


def test_what_is_left_of_a_delivered_parcel_is_signed_for_at_the_window(ready: Case) -> None:
    licence = Certificate.objects.order_by("id")[0]
    parcel = pack(ready, "EE123456789CN", only=frozenset({licence.pk}))
    hall = ready.submission.hall_id
    for step in (services.send, services.deliver):
        assert not selectors.ready(hall).exists()  # nobody is told to come before that is known
        assert selectors.underway(hall).get().left == 5
        step(parcel.pk, by=ready.clerk)
    assert ready.submission.state is SubmissionStatus.ISSUED
    assert selectors.ready(hall).get().results == 5
    left = selectors.lying(ready.submission)
    services.collect(
        ready.pk,
        seen=ready.submission.revision,
        shown=frozenset(left.values_list("pk", flat=True)),
        receiver=ZHANG,
        capacity=Capacity.APPLICANT,
        signed=Signed(Proof.PAPER),
        by=ready.clerk,
    )
    assert ready.submission.state is SubmissionStatus.CLOSED
    (record,) = services.handover_records(ready.pk)
    pages = PdfReader(record.open()).pages
    text = "".join("".join(page.extract_text() for page in pages).split())
    assert "共5件" in text
    assert licence.name not in text


def test_what_is_left_of_a_delivered_parcel_is_handed_over_or_sent_too(ready: Case) -> None:
    licence = frozenset(Certificate.objects.order_by("id").values_list("pk", flat=True)[:1])
    parcel = pack(ready, "EE123456789CN", only=licence)
    services.send(parcel.pk, by=ready.clerk)
    services.deliver(parcel.pk, by=ready.clerk)
    assert len(pack(ready, "EE123456780CN").contents) == 5
    services.come_back(Parcel.objects.latest("pk").pk, reason="地址不详", by=ready.clerk)
    batch = Batch.objects.get(submission=ready.pk)
    services.hand_over(batch.pk, receiver=ZHANG, method="窗口领取", by=ready.clerk)
    assert ready.submission.state is SubmissionStatus.CLOSED


def test_a_parcel_takes_all_it_is_given_or_is_not_packed(in_review: Case) -> None:
    in_review.approve("E1")
    casework.ask_for_results(in_review.pk, by=Actor.for_applicant(in_review.applicant))
    services.issue(in_review.pk)
    in_review.approve_everything()
    services.issue(in_review.pk)
    everything = frozenset(Certificate.objects.values_list("pk", flat=True))
    with pytest.raises(ResultsChanged):  # the seals are not here, so their batch stays
        pack(in_review, "EE123456789CN", only=everything)
    in_review.receive_seals()
    licence = Certificate.objects.get(batch__sequence=1)
    pack(in_review, "EE123456789CN", only=frozenset({licence.pk}))
    with pytest.raises(ResultsChanged):
        pack(in_review, "EE123456780CN", only=everything)
    rest = pack(in_review, "EE123456780CN", only=everything - {licence.pk})
    assert len(rest.contents) == 5


def test_who_paid_what_is_written_down_once_and_confirmed(ready: Case) -> None:
    parcel = pack(ready, "EE123456789CN")
    services.send(parcel.pk, by=ready.clerk)
    services.deliver(parcel.pk, by=ready.clerk)
    services.record_subsidies(ready.pk)
    paid = {one.kind: (one.amount, one.payee) for one in Subsidy.objects.all()}
    assert paid["seal"] == (Decimal("650.00"), "乌拉盖示范刻章服务部")
    assert paid["post"] == (Decimal("22.00"), EMS)
    assert set(paid) == {"seal", "post", "tax_device"}
    seal = Subsidy.objects.get(kind="seal")
    with pytest.raises(NotYours):
        services.confirm_subsidy(seal.pk, amount=seal.amount, by=officer("XLHT-ZW-01"))
    for wrong in ("-1", "100000.01", "1.234", "NaN"):
        with pytest.raises(AmountWrong):
            services.confirm_subsidy(seal.pk, amount=Decimal(wrong), by=ready.clerk)
    for _twice in range(2):
        services.confirm_subsidy(seal.pk, amount=Decimal("600.00"), by=ready.clerk)
    assert Subsidy.objects.get(pk=seal.pk).confirmed_by["id"] == "WLG-ZW-01"
    assert Event.objects.filter(kind="subsidy.confirmed").count() == 1
