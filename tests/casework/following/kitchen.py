"""A small kitchen whose health certificates follow, walked to wherever a test begins."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from applicants.models import Applicant
from bundles.casework import services
from bundles.casework.models import LaterPromise, Submission, WorkItem
from bundles.casework.selectors.review import review_hash
from bundles.catalogue.models import BundleVersion
from bundles.catalogue.publishing import publish
from departments.calendar import SHANGHAI
from departments.models import Division, Hall, ServiceItem
from tests import cases
from tests.catalogue import library

KITCHEN: Final = Path(__file__).with_name("kitchen.yaml")
MONDAY: Final = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
TICKED: Final = ("later:M14", "later:M16")

PEOPLE: Final = {
    "clinic": "乌拉盖体检中心",
    "people": [
        {"name": "李卫民", "number": "JK20260001", "valid_until": "2027-11-22"},
        {"name": "娜仁托娅", "number": "JK20260002", "valid_until": "2027-11-23"},
    ],
}
RESULTS: Final[dict[str, dict[str, Any]]] = {"E6": PEOPLE}

_ROW: Final = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "number", "valid_until"],
    "properties": {
        "name": {"type": "string", "title": "姓名"},
        "number": {"type": "string", "title": "健康证明编号"},
        "valid_until": {"type": "string", "format": "date"},
    },
}
_SCHEMA: Final = {
    "type": "object",
    "additionalProperties": False,
    "required": ["clinic", "people"],
    "properties": {
        "clinic": {"type": "string", "title": "体检机构"},
        "people": {"type": "array", "minItems": 1, "items": _ROW},
    },
}


def kitchen() -> BundleVersion:
    """The bank of 乌拉盖 plays the clinic: a provider who brings a certificate for each person."""
    cases.load_library()
    ServiceItem.objects.filter(key="E6", decided_by__division=cases.WULAGAI).update(
        result={
            "name": {"zh": "健康证明", "en": "Health certificate"},
            "kind": "certificate",
            "validity_years": 1,
            "per": "people",
        },
        result_schema=_SCHEMA,
    )
    here = Division.objects.get(code=cases.WULAGAI)
    return publish(library.definition(KITCHEN), here)


def draft(applicant: Applicant | None = None) -> Submission:
    applicant = applicant or cases.an_applicant()
    version, hall = kitchen(), Hall.objects.get(code="wlg-hall")
    by = cases.Actor.for_applicant(applicant)
    submission = services.start(version, applicant, hall=hall, token=uuid4(), by=by)
    values = {"subject": "开一家小厨房"}
    services.save_answers(submission.pk, block="notice", values=values, by=by)
    return cases.fresh(submission)


def attach(submission: Submission) -> None:
    document = cases.a_document(submission.applicant)
    by = cases.own(submission)
    services.attach(submission.pk, material_key="M14", document=document, by=by)


def filed(agreed: Collection[str] = TICKED, submission: Submission | None = None) -> Submission:
    submission = submission or draft()
    by, reviewed = cases.own(submission), review_hash(submission)
    services.apply(submission.pk, reviewed=reviewed, agreed=agreed, by=by)
    return cases.fresh(submission)


def in_review(applicant: Applicant | None = None) -> Submission:
    return cases.in_review(filed(submission=draft(applicant)))


def approved(submission: Submission, *keys: str) -> Submission:
    for key in keys:
        cases.claimed(submission, key)
        item = cases.item(submission, key)
        result = RESULTS.get(key) or cases.Company(seed=7, today=cases.TODAY).result(key)
        services.approve(item.pk, seen=item.revision, result=result, by=cases.reviewer(item))
    return cases.fresh(submission)


def promise(submission: Submission, key: str = "M14") -> LaterPromise:
    return LaterPromise.objects.get(submission=submission, material_key=key)


def hand_in(submission: Submission, key: str = "M14", **changed: Any) -> None:
    document = cases.a_document(submission.applicant, name="刻章申请书.pdf")
    given = {"documents": [document], "by": cases.own(submission), **changed}
    services.hand_in_later(submission.pk, material_key=key, **given)


def taken_out(submission: Submission) -> None:
    """E2 finds fault with M14; the applicant takes it out, and promises it for later instead."""
    item = cases.claimed(submission, "E2")
    services.request_correction(
        item.pk,
        seen=item.revision,
        defects=[services.Defect("material:M14", "看不清楚。")],
        by=cases.reviewer(item),
    )
    by, handed = cases.own(submission), submission.handed_materials.get(superseded_at__isnull=True)
    services.detach(submission.pk, handed_id=handed.pk, by=by)
    reviewed = review_hash(cases.fresh(submission))
    services.resubmit_item(item.pk, reviewed=reviewed, agreed=["later:M14"], by=by)


def events(submission: Submission, start: str) -> list[str]:
    found = submission.events.filter(kind__contains=start).order_by("sequence")
    return list(found.values_list("kind", flat=True))


def revision(item: WorkItem) -> int:
    return WorkItem.objects.get(pk=item.pk).revision
