"""Cases reached by doing the steps, for the tests of every room.

``filed()`` is a six-in-one as the window first sees it; ``accepted()``, ``in_review()`` and
``decided()`` go on from there with the same verbs the doors call.
"""

from __future__ import annotations

import io
from datetime import date
from itertools import count
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from PIL import Image
from pypdf import PdfWriter

import departments.library
from applicants import documents
from applicants.models import Applicant, Document, IdentityLevel
from applicants.services import register_person
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NothingToSign
from bundles.casework.models import (
    Signature,
    SignatureRequest,
    SigningMethod,
    Submission,
    WorkItem,
)
from bundles.casework.selectors.review import review_hash
from bundles.catalogue.models import BundleVersion, VersionStatus
from bundles.catalogue.publishing import publish
from bundles.catalogue.reading import open_bundle
from departments.limits import Limit
from departments.models import Division, Hall, ItemKind, Officer, ServiceItem
from portal.demo import numbers
from portal.demo.company import Company

LIBRARY = Path(__file__).parent.parent / "bundles" / "catalogue" / "library"
WULAGAI = "152571000000"
TODAY = date(2026, 11, 23)
_seeds = count(1)


def load_library() -> None:
    """The departments' library, and six-in-one published in 乌拉盖; twice is once."""
    if not BundleVersion.objects.filter(status=VersionStatus.PUBLISHED).exists():
        departments.library.load()
        publish(
            open_bundle(LIBRARY / "company-opening.yaml").content,
            Division.objects.get(code=WULAGAI),
        )


def publish_at(division: str) -> BundleVersion:
    """Six-in-one in another place of the library too."""
    return publish(
        open_bundle(LIBRARY / "company-opening.yaml").content, Division.objects.get(code=division)
    )


def publish_with(**changed: Any) -> BundleVersion:
    """Six-in-one with other ``gather_minutes``, ``filling_minutes``: what is begun from now on."""
    definition = open_bundle(LIBRARY / "company-opening.yaml").content
    return publish(definition.model_copy(update=changed), Division.objects.get(code=WULAGAI))


def six_in_one() -> BundleVersion:
    return BundleVersion.objects.defer("document").get(
        bundle__code="company-opening", division=WULAGAI, status=VersionStatus.PUBLISHED
    )


def an_applicant(name: str = "张敏") -> Applicant:
    random = Random(next(_seeds))
    return register_person(
        name=name, id_number=numbers.resident_id(random), phone=numbers.phone(random)
    )


def officer(number: str) -> Actor:
    return Actor.for_officer(
        Officer.objects.select_related("department", "hall").get(number=number)
    )


def clerk() -> Actor:
    """巴图 of the window of 乌拉盖."""
    return officer("WLG-ZW-01")


def reviewer(work_item: WorkItem) -> Actor:
    return _of_department(work_item, "reviewer")


def decider(work_item: WorkItem) -> Actor:
    return _of_department(work_item, "decider")


def _of_department(work_item: WorkItem, role: str) -> Actor:
    officers = Officer.objects.select_related("department", "hall").order_by("number")
    return Actor.for_officer(
        officers.filter(department=work_item.department_id, roles__contains=[role])[0]
    )


def a_pdf(pages: int = 1, note: str = "") -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Subject": note or uuid4().hex})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def a_picture(colour: tuple[int, int, int] = (200, 30, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 40), colour).save(out, "JPEG")
    return out.getvalue()


def a_document(owner: Applicant, name: str = "章程.pdf") -> Document:
    actor = Actor.for_applicant(owner)
    return documents.store(owner, io.BytesIO(a_pdf()), name=name, by=actor)


def draft(applicant: Applicant | None = None, company: Company | None = None) -> Submission:
    """A draft with every page filled in and every material uploaded."""
    applicant = applicant or an_applicant()
    company = company or Company(seed=next(_seeds), today=TODAY)
    by = Actor.for_applicant(applicant)
    submission = services.start(
        six_in_one(), applicant, hall=Hall.objects.get(code="wlg-hall"), token=uuid4(), by=by
    )
    services.save_answers(
        submission.pk, block="questions", values=company.answers["questions"], by=by
    )
    for block, values in company.answers["blocks"].items():
        services.save_answers(submission.pk, block=block, values=values, by=by)
    for key in ("M07", "M08", "M09", "M11"):
        document = a_document(applicant, name=f"{key}.pdf")
        services.attach(submission.pk, material_key=key, document=document, by=by)
    return Submission.objects.get(pk=submission.pk)


def signed(submission: Submission) -> Submission:
    """Everybody who signs has confirmed what stands in the form now, each by their own link."""
    reviewed = review_hash(fresh(submission))
    try:
        round_ = services.ask_signatures(submission.pk, reviewed=reviewed, by=own(submission))
    except NothingToSign:
        return fresh(submission)
    for request in round_.requests.filter(signature__isnull=True):
        sign(request)
    return fresh(submission)


def sign(request: SignatureRequest, **changed: Any) -> Signature:
    """One person confirms by their link, typing their name and number."""
    typed = {"name": request.name, "id_number": request.id_number}
    token = {"service": "test", "text_hash": request.text_hash}
    level, method = IdentityLevel.DECLARED, SigningMethod.LINK
    by = Actor.for_signatory(request.pk)
    given = {**typed, "level": level, "method": method, "token": token, "by": by, **changed}
    return services.sign(request.pk, **given)


def filed(applicant: Applicant | None = None, company: Company | None = None) -> Submission:
    submission = signed(draft(applicant, company))
    by = Actor.for_applicant(submission.applicant)
    services.apply(submission.pk, reviewed=review_hash(submission), by=by)
    return fresh(submission)


def accepted(submission: Submission | None = None) -> Submission:
    submission = submission or filed()
    services.accept(submission.pk, seen=submission.revision, by=clerk())
    return fresh(submission)


def in_review(submission: Submission | None = None) -> Submission:
    """Fanned out: E1 is queued, the others wait for it."""
    submission = accepted(submission)
    services.fan_out(submission.pk)
    return fresh(submission)


def item(submission: Submission, key: str) -> WorkItem:
    return WorkItem.objects.get(submission=submission, key=key)


def claimed(submission: Submission, key: str) -> WorkItem:
    work_item = item(submission, key)
    return services.claim(work_item.pk, seen=work_item.revision, by=reviewer(work_item))


def approved(submission: Submission, key: str, company: Company | None = None) -> WorkItem:
    work_item = claimed(submission, key)
    result = (company or Company(seed=7, today=TODAY)).result(key)
    return services.approve(
        work_item.pk, seen=work_item.revision, result=result, by=reviewer(work_item)
    )


def rejected(submission: Submission, key: str, grounds: str = "申请材料不真实。") -> WorkItem:
    work_item = claimed(submission, key)
    return services.reject(
        work_item.pk, seen=work_item.revision, grounds=grounds, by=decider(work_item)
    )


def decided(submission: Submission | None = None) -> Submission:
    """All six approved, each after what it needs."""
    submission = submission or in_review()
    for key in ("E1", "E2", "E3", "E4", "E5", "E6"):
        approved(submission, key)
    return fresh(submission)


def fresh(submission: Submission) -> Submission:
    return Submission.objects.get(pk=submission.pk)


def own(submission: Submission) -> Actor:
    """The applicant of a case, as the actor of their own verbs."""
    return Actor.for_applicant(submission.applicant)


def with_pre_check(key: str = "E6", amount: str = "0.25") -> None:
    """From now on the department of the item accepts it itself and is asked first, in 乌拉盖."""
    _local(key, pre_check=Limit.working(amount))


def with_licence(key: str = "E2") -> None:
    """From now on the item is a licence: what the window leaves unanswered counts as accepted."""
    _local(key, kind=ItemKind.LICENCE, deemed_acceptance=True)


def _local(key: str, **values: Any) -> None:
    ServiceItem.objects.filter(key=key, decided_by__division=WULAGAI).update(**values)
    publish(
        open_bundle(LIBRARY / "company-opening.yaml").content, Division.objects.get(code=WULAGAI)
    )
