"""A small bundle that shares two papers from registers, and its form filled in step by step."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from django.utils import timezone

from applicants.models import Applicant
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import Lookup, Submission
from bundles.casework.registers import PATIENCE
from bundles.casework.selectors.review import review_hash
from bundles.catalogue.authoring import Definition
from bundles.catalogue.models import BundleVersion
from bundles.catalogue.publishing import publish
from bundles.catalogue.reading import open_bundle
from departments.models import Division, Hall
from portal.form.pages import opened
from portal.registers import asking
from portal.simulators.registers.entries import PREMISES
from tests import cases
from tests.catalogue.library import SIX_INDEPENDENT

TITLE, ARCHIVE = "M08", "M10"
KNOWN = PREMISES[0].title_number
UNKNOWN = "蒙（2020）乌拉盖不动产权第0000000号"
SIMULATOR = {"*": {"BACKEND": "portal.simulators.registers.register.Simulator"}}

_FIELD = (
    "      - {key: title_number, label: {zh: 不动产权证号, en: Title number}, required: false}\n"
)
_SHARED = (
    "{{kind: shared, register: {register}, source: {{zh: {name}, en: {register}}}, "
    "subject: {{title_number: notice.title_number}}}}"
)


def shared_bundle() -> BundleVersion:
    return publish(_definition(), Division.objects.get(code=cases.WULAGAI))


@cache
def _definition() -> Definition:
    text = SIX_INDEPENDENT.read_text().replace("code: six-independent", "code: six-shared")
    text = text.replace("\nmaterials:", f"{_FIELD}\nmaterials:")
    text = _ruled(text, "M08, code: address-proof", "real_estate", "不动产登记系统")
    text = _ruled(text, "M10, code: appointment", "construction", "城建档案系统")
    text = text.replace("key: E1, fields", "key: E1, materials: [M08, M10], fields")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "six-shared.yaml"
        path.write_text(text)
        return open_bundle(path).content


def _ruled(text: str, row: str, register: str, name: str) -> str:
    line = next(one for one in text.splitlines() if row in one)
    rule = _SHARED.format(register=register, name=name)
    return text.replace(line, line.replace("rule: *into", f"rule: {rule}"))


def draft(title_number: str = KNOWN, of: Applicant | None = None) -> Submission:
    """A draft with its one page saved; registers are asked, and nobody has answered yet."""
    applicant = of or cases.an_applicant()
    submission = services.start(
        shared_bundle(),
        applicant,
        hall=Hall.objects.get(code="wlg-hall"),
        token=uuid4(),
        by=Actor.for_applicant(applicant),
    )
    return say(submission, title_number)


def say(submission: Submission, title_number: str, **more: Any) -> Submission:
    values = {"subject": "开店", "title_number": title_number, **more}
    services.save_answers(submission.pk, block="notice", values=values, by=cases.own(submission))
    return cases.fresh(submission)


def lookup(submission: Submission, key: str = TITLE) -> Lookup:
    return Lookup.objects.get(submission=submission, material_key=key, superseded_at__isnull=True)


def answered(submission: Submission) -> Submission:
    """Every open question asked, as the worker does."""
    for pk in asking.open_questions(submission.pk):
        asking.ask(pk)
    return cases.fresh(submission)


def patience_over(submission: Submission) -> Submission:
    Lookup.objects.filter(submission=submission).update(asked_at=timezone.now() - PATIENCE)
    return cases.fresh(submission)


def file(submission: Submission) -> Submission:
    submission = cases.fresh(submission)
    services.apply(submission.pk, reviewed=review_hash(submission), by=cases.own(submission))
    return cases.fresh(submission)


def upload(submission: Submission, key: str) -> None:
    document = cases.a_document(submission.applicant, name=f"{key}.pdf")
    services.attach(submission.pk, material_key=key, document=document, by=cases.own(submission))


def asked_keys(submission: Submission) -> set[str]:
    """The materials the applicant is asked for now."""
    return {one.material.key for one in opened(cases.fresh(submission)).plan.asked}
