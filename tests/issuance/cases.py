"""One case walked to wherever a test begins, by the steps people take."""

import io
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

from pypdf import PdfWriter

from applicants import documents
from applicants.models import Applicant
from applicants.services import register_person
from bundles.casework import services
from bundles.casework.actors import MACHINE, Actor
from bundles.casework.models import Submission, WorkItem
from bundles.casework.selectors.review import review_hash
from bundles.casework.states import WorkItemStatus
from bundles.issuance import services as issuance
from bundles.issuance.models import Certificate
from departments.models import Hall, Officer
from tests.cases import signed
from tests.catalogue import library

COMPANY = "乌拉盖牧歌乳制品加工有限公司"
RESULTS: dict[str, dict[str, Any]] = {
    "E1": {
        "uscc": "91152531MADEM0011W",
        "name": COMPANY,
        "registered_on": "2026-11-23",
        "valid_until": "长期",
    },
    "E2": {
        "filing_number": "YZ1525710000017",
        "filed_on": "2026-11-23",
        "seals": [{"kind": "法定名称章", "code": "1525710000001"}],
    },
    "E3": {
        "taxpayer_kind": "小规模纳税人",
        "taxes": [{"name": "增值税", "period": "按季"}],
        "invoice_quota": {"kinds": ["数电发票（普通发票）"], "monthly_amount": "80000.00"},
        "tax_office": "第一税务所",
        "confirmed_on": "2026-11-23",
    },
    "E4": {
        "registration_number": "SB1525710000017",
        "registered_on": "2026-11-23",
        "staff_count": 1,
        "start_month": "2026-12",
    },
    "E5": {
        "unit_account": "152571000017",
        "registered_on": "2026-11-23",
        "ratio": 8,
        "first_month": "2026-12",
    },
    "E6": {
        "bank": "草原示范银行乌拉盖支行",
        "branch": "巴音胡硕镇网点",
        "reservation_number": "YH1525710000017",
        "visit_by": "2026-12-03",
    },
}


def officer(number: str) -> Actor:
    return Actor.for_officer(
        Officer.objects.select_related("department", "hall").get(number=number)
    )


def a_pdf() -> io.BytesIO:
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.add_metadata({"/Title": str(uuid4())})
    writer.write(file)
    file.seek(0)
    return file


@dataclass
class Case:
    """張敏's company, opened in 乌拉盖."""

    pk: int
    applicant: Applicant

    @property
    def submission(self) -> Submission:
        return Submission.objects.get(pk=self.pk)

    def item(self, key: str) -> WorkItem:
        return WorkItem.objects.get(submission=self.pk, key=key)

    @cached_property
    def clerk(self) -> Actor:
        return officer("WLG-ZW-01")

    def reviewer(self, key: str) -> Actor:
        return self._of(key, "reviewer")

    def decider(self, key: str) -> Actor:
        return self._of(key, "decider")

    def _of(self, key: str, role: str) -> Actor:
        return officer(
            Officer.objects.get(
                department=self.item(key).department_id, roles__contains=[role]
            ).number
        )

    def approve(self, *keys: str) -> None:
        for key in keys:
            by = self.reviewer(key)
            item = services.claim(self.item(key).pk, seen=self.item(key).revision, by=by)
            services.approve(item.pk, seen=item.revision, result=RESULTS.get(key, {}), by=by)

    def reject(self, key: str) -> None:
        item = services.claim(
            self.item(key).pk, seen=self.item(key).revision, by=self.reviewer(key)
        )
        services.reject(
            item.pk, seen=item.revision, grounds="住所与使用证明不一致。", by=self.decider(key)
        )

    def receive_seals(self) -> None:
        """A clerk has the seals at the desk; until then nothing of their batch goes out."""
        for one in Certificate.objects.filter(
            batch__submission=self.pk, arrived_at__isnull=True, issued_at__isnull=False
        ):
            issuance.arrive(one.pk, by=self.clerk)

    def approve_everything(self) -> None:
        while queued := WorkItem.objects.filter(
            submission=self.pk, status=WorkItemStatus.QUEUED
        ).first():
            self.approve(queued.key)


def submitted() -> Case:
    """Handed in on the web, waiting for the window."""
    library.load_departments()
    version = library.publish_company_opening()
    applicant = register_person(name="张敏", id_number="152531199003072518", phone="13804790001")
    by = Actor.for_applicant(applicant)
    hall = Hall.objects.get(code="wlg-hall")
    case = Case(services.start(version, applicant, hall=hall, token=uuid4(), by=by).pk, applicant)
    answers = library.company_answers()
    services.save_answers(case.pk, block="questions", values=answers["questions"], by=by)
    for block, values in answers["blocks"].items():
        services.save_answers(case.pk, block=block, values=values, by=by)
    for key in ("M07", "M08", "M09", "M11"):
        document = documents.store(applicant, a_pdf(), name=f"{key}.pdf", by=by)
        services.attach(case.pk, material_key=key, document=document, by=by)
    signed(case.submission)
    services.apply(case.pk, reviewed=review_hash(case.submission), by=by)
    return case


def in_review() -> Case:
    """Accepted and fanned out: E1 is queued, the others wait for it."""
    case = submitted()
    services.accept(case.pk, seen=case.submission.revision, by=case.clerk)
    services.fan_out(case.pk)
    return case


def decided() -> Case:
    """All six approved, nothing issued yet."""
    case = in_review()
    case.approve_everything()
    return case


__all__ = ["COMPANY", "MACHINE", "RESULTS", "Case", "decided", "in_review", "officer", "submitted"]
