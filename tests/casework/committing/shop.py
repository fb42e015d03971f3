"""A small shop whose seal is filed on a promise, walked to wherever a test begins."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from applicants.models import Applicant
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import FollowUp, Submission, WorkItem
from bundles.casework.selectors.review import review_hash
from bundles.catalogue.models import BundleVersion
from bundles.catalogue.publishing import publish
from bundles.issuance import services as issuance
from departments.models import Department, Division, Hall, ServiceItem
from tests import cases
from tests.catalogue import library

SHOP: Final = Path(__file__).with_name("sworn.yaml")
TICKED: Final = ("paper:seal_letter", "material:M13", "material:M14")
SUPERVISING: Final = "wlg-scjg"
"""Files no seals: who looks after the promise is another than who decides (审管分离)."""

FOUND: Final = "章面文字与登记名称不一致。"

_COMMITMENT: Final = {
    "legal": {"amount": "0", "day_kind": "working"},
    "promised": {"amount": "0", "day_kind": "working"},
    "follow_up": {"amount": "30", "day_kind": "working"},
    "put_right": {"amount": "10", "day_kind": "working"},
    "consequences": {
        "zh": "责令限期改正；逾期不改的，撤销备案。",
        "en": "You are ordered to put it right; if you do not, the filing is revoked.",
    },
}


def shop() -> BundleVersion:
    cases.load_library()
    row = ServiceItem.objects.filter(key="E2", decided_by__division=cases.WULAGAI)
    supervising = Department.objects.get(code=SUPERVISING)
    row.update(commitment=_COMMITMENT, supervised_by=supervising)
    return publish(library.definition(SHOP), Division.objects.get(code=cases.WULAGAI))


def draft(route: str = "commitment", applicant: Applicant | None = None) -> Submission:
    applicant = applicant or cases.an_applicant()
    version, hall = shop(), Hall.objects.get(code="wlg-hall")
    by = Actor.for_applicant(applicant)
    submission = services.start(version, applicant, hall=hall, token=uuid4(), by=by)
    save(submission, "questions", route=route)
    save(submission, "notice", subject="开一家小店")
    save(submission, "seal", words="敖登小店")
    return cases.fresh(submission)


def save(submission: Submission, block: str, **values: Any) -> None:
    services.save_answers(submission.pk, block=block, values=values, by=cases.own(submission))


def hand(submission: Submission, key: str = "M14") -> None:
    document = cases.a_document(submission.applicant, name=f"{key}.pdf")
    services.attach(submission.pk, material_key=key, document=document, by=cases.own(submission))


def apply(submission: Submission, agreed: Collection[str] = TICKED) -> Submission:
    services.apply(
        submission.pk,
        reviewed=review_hash(cases.fresh(submission)),
        agreed=agreed,
        by=cases.own(submission),
    )
    return cases.fresh(submission)


def in_review() -> Submission:
    return cases.in_review(apply(draft()))


def queued() -> WorkItem:
    """E1 is approved: the seal waits for its decider."""
    submission = in_review()
    cases.approved(submission, "E1")
    return cases.item(submission, "E2")


def approve(item: WorkItem, by: Actor | None = None) -> WorkItem:
    result = cases.Company(seed=7, today=cases.TODAY).result(item.key)
    by = by or cases.decider(item)
    return services.approve(item.pk, seen=item.revision, result=result, by=by)


def sworn() -> FollowUp:
    """Decided on the promise; its check is due."""
    item = approve(queued())
    return FollowUp.objects.get(work_item=item)


def issued() -> FollowUp:
    check = sworn()
    submission = check.work_item.submission
    cases.approved(submission, "E5")
    issuance.issue(submission.pk)
    return fresh(check)


def fresh(check: FollowUp) -> FollowUp:
    return FollowUp.objects.select_related("work_item__submission").get(pk=check.pk)


def inspector() -> Actor:
    return cases.officer("WLG-SC-01")


def withdraw(submission: Submission, key: str = "E2", **changed: Any) -> None:
    given = {"key": key, "by": cases.own(submission), **changed}
    services.withdraw_commitment(submission.pk, **given)
