"""Rows of the handover for the matrix: what an address of it points to."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from django.utils import timezone

from bundles.issuance.models import Batch, Order, Parcel, Subsidy
from bundles.issuance.signatures import scanned
from tests import cases
from tests.console.stage import Stage


def parcel_of(stage: Stage) -> int:
    """One that was packed."""
    return Parcel.objects.create(
        submission=stage.issued,
        carrier="中国邮政速递（EMS）",
        tracking_number="EE123456789CN",
        to={"recipient": "张敏", "phone": "13804790001", "region": "", "address": "草原路1号"},
        packed_at=timezone.now(),
        packed_by={},
    ).pk


def subsidy_of(stage: Stage) -> int:
    return Subsidy.objects.create(
        submission=stage.issued,
        kind="seal",
        what="首套印章刻制",
        what_en="First set of seals",
        payer="本级财政",
        payee="乌拉盖示范刻章服务部",
        amount=Decimal("650.00"),
        recorded_at=timezone.now(),
    ).pk


def order_of(stage: Stage) -> int:
    """The seals of the issued case, ordered from the shop of ``Role.PROVIDER``."""
    return Order.objects.get(work_item__submission=stage.issued.pk).pk


def scanned_batch_of(stage: Stage) -> int:
    """The first batch, with the scans of what was signed on paper."""
    sha256 = scanned(BytesIO(cases.a_pdf()), name="回证.pdf")
    first = Batch.objects.filter(submission=stage.issued, sequence=1)
    first.update(scan_sha256=sha256, proxy_sha256=sha256)
    return 1
