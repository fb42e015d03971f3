"""One complete six-in-one after the other, through the verbs every door calls."""

from __future__ import annotations

from io import BytesIO
from random import Random
from time import perf_counter
from typing import Final
from uuid import uuid4

from django.utils import timezone
from pypdf import PdfWriter

from applicants import documents
from applicants.models import Applicant, IdentityLevel
from applicants.services import register_person
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import SigningMethod, Submission, WorkItem
from bundles.casework.selectors.review import review_hash
from bundles.catalogue import versions
from bundles.issuance.services import reserve
from departments.models import Hall, Officer
from portal.demo import numbers
from portal.demo.company import Company

ORDER: Final = ("E1", "E2", "E3", "E4", "E5", "E6")
MATERIALS: Final = ("M07", "M08", "M09", "M11")


class ByServices:
    """Files, accepts, fans out, decides and reserves; one applicant files them all."""

    def __init__(self, seed: int) -> None:
        random = Random(seed)
        self.company = Company(seed=seed, today=timezone.localdate())
        self.results = {key: self.company.result(key) for key in ORDER}
        self.applicant = _applicant(random)
        self.own = Actor.for_applicant(self.applicant)
        self.document = documents.store(
            self.applicant, BytesIO(_page(seed)), name="材料.pdf", by=self.own
        )
        self.version = versions.current("company-opening", "152571000000")
        self.hall = Hall.objects.get(code="wlg-hall")
        self.clerk = _officer(roles__contains=["window"], department__code="wlg-zwfw")
        self.reviewers: dict[int, Actor] = {}
        self.approvals: list[float] = []

    def case(self) -> Submission:
        """Run one case to its reserved certificates; notes how long each approval took."""
        submission = self.create()
        services.accept(submission.pk, seen=submission.revision, by=self.clerk)
        services.fan_out(submission.pk)
        items = {item.key: item for item in WorkItem.objects.filter(submission=submission)}
        for key in ORDER:
            self.decide(items[key])
        reserve(submission.pk)
        return submission

    def create(self) -> Submission:
        draft = services.start(
            self.version, self.applicant, hall=self.hall, token=uuid4(), by=self.own
        )
        answers = self.company.answers
        services.save_answers(draft.pk, block="questions", values=answers["questions"], by=self.own)
        for block, values in answers["blocks"].items():
            services.save_answers(draft.pk, block=block, values=values, by=self.own)
        for key in MATERIALS:
            services.attach(draft.pk, material_key=key, document=self.document, by=self.own)
        reviewed = review_hash(Submission.objects.get(pk=draft.pk))
        self.sign(draft, reviewed)
        return services.apply(draft.pk, reviewed=reviewed, by=self.own)

    def sign(self, draft: Submission, reviewed: str) -> None:
        """Everybody by their link; what a signature service would take is not counted."""
        round_ = services.ask_signatures(draft.pk, reviewed=reviewed, by=self.own)
        for request in round_.requests.all():
            services.sign(
                request.pk,
                name=request.name,
                id_number=request.id_number,
                level=IdentityLevel.DECLARED,
                method=SigningMethod.LINK,
                token={"service": "none", "text_hash": request.text_hash},
                by=Actor.for_signatory(request.pk),
            )

    def decide(self, item: WorkItem) -> None:
        by = self._reviewer(item)
        item.refresh_from_db(fields=["revision"])
        claimed = services.claim(item.pk, seen=item.revision, by=by)
        began = perf_counter()
        services.approve(item.pk, seen=claimed.revision, result=self.results[item.key], by=by)
        self.approvals.append(perf_counter() - began)

    def _reviewer(self, item: WorkItem) -> Actor:
        if item.department_id not in self.reviewers:
            self.reviewers[item.department_id] = _officer(
                roles__contains=["reviewer"], department=item.department_id
            )
        return self.reviewers[item.department_id]


def _applicant(random: Random) -> Applicant:
    return register_person(
        name="张敏", id_number=numbers.resident_id(random), phone=numbers.phone(random)
    )


def _officer(**lookup: object) -> Actor:
    officers = Officer.objects.select_related("department", "hall").filter(**lookup)
    return Actor.for_officer(officers.order_by("number")[0])


def _page(seed: int) -> bytes:
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.add_metadata({"/Subject": str(seed)})
    writer.write(out)
    return out.getvalue()
