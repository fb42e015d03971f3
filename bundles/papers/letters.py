"""Which letters the facts of a case call for, and what each says."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone

from bundles.casework.models import Correction as CorrectionAsked
from bundles.casework.models import Decision, Filing, Outcome, Submission
from bundles.casework.states import SubmissionStatus, WorkItemStatus
from bundles.catalogue import versions
from bundles.catalogue.definition import Item, Text, Version
from bundles.catalogue.plan import plan
from bundles.papers.contexts import (
    Acceptance,
    Correction,
    DefectLine,
    HandedLine,
    ItemLine,
    PaperContext,
    Receipt,
    Refusal,
    Rejection,
)
from bundles.papers.kinds import CORRECTED_RECEIPT, SERIES, PaperKind, paper_number
from bundles.papers.links import progress_link
from departments.models import ItemKind
from departments.selectors import calendar_for

REFUSED_AS = {
    ItemKind.LICENCE: "不予许可",
    ItemKind.REGISTRATION: "不予登记",
    ItemKind.CONFIRMATION: "不予确认",
    ItemKind.FILING: "不予备案",
}
"""A registration is never 许可; what is neither licence, registration, confirmation nor filing is
不予办理.
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter that is due: made by ``compose`` unless its subject already has one."""

    kind: PaperKind
    subject: str
    number: str
    compose: Callable[[], PaperContext]
    work_item_id: int | None = None


def due(submission: Submission) -> Iterator[Letter]:
    """Every letter the case's facts call for so far, oldest kind first."""
    case = _Case(submission)
    asked_first = submission.corrections.order_by("pk").first()
    given = {SERIES[PaperKind.RECEIPT]: 0, CORRECTED_RECEIPT: 0}
    for filing in submission.filings.order_by("sequence"):
        corrected = asked_first is not None and filing.filed_at > asked_first.asked_at
        series = CORRECTED_RECEIPT if corrected else SERIES[PaperKind.RECEIPT]
        given[series] += 1
        number = case.number_of(series, given[series])
        received = partial(receipt, case, filing, number, corrected=corrected)
        yield Letter(PaperKind.RECEIPT, f"filing:{filing.pk}", number, received)
    for nth, asked in enumerate(submission.corrections.order_by("pk"), 1):
        number = case.number_of(SERIES[PaperKind.CORRECTION], nth)
        compose = partial(correction, case, asked, number)
        subject = f"correction:{asked.pk}"
        yield Letter(PaperKind.CORRECTION, subject, number, compose, asked.work_item_id)
    if submission.state is SubmissionStatus.REFUSED:
        number = case.number_of(SERIES[PaperKind.REFUSAL])
        yield Letter(PaperKind.REFUSAL, case.subject, number, partial(refusal, case, number))
    if submission.accepted_at is not None:
        number = case.number_of(SERIES[PaperKind.ACCEPTANCE])
        yield Letter(PaperKind.ACCEPTANCE, case.subject, number, partial(acceptance, case, number))
    rejected = Decision.objects.filter(
        work_item__submission=submission, outcome=Outcome.REJECTED
    ).select_related("work_item")
    for nth, decision in enumerate(rejected.order_by("pk"), 1):
        number = case.number_of(SERIES[PaperKind.REJECTION], nth)
        yield Letter(
            PaperKind.REJECTION,
            f"work_item:{decision.work_item_id}",
            number,
            partial(rejection, case, decision, number),
            decision.work_item_id,
        )


class _Case:
    """A case as its letters see it."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        self.version: Version = versions.version(submission.version_id)
        self.bundle = self.version.name.zh
        self.applicant = submission.applicant.name
        self.hall = submission.hall.name
        self.case_number = submission.number or ""
        self.subject = f"submission:{submission.pk}"

    def number_of(self, series: str, nth: int = 1) -> str:
        return paper_number(self.case_number, series, nth)

    def head(self, number: str, at: datetime, office: str = "") -> dict[str, Any]:
        """What every letter carries; ``office`` speaks and seals, the hall unless a department
        does.
        """
        return {
            "number": number,
            "case_number": self.case_number,
            "office": office or self.hall,
            "seal": office or self.hall,
            "dated": timezone.localdate(at),
            "link": progress_link(self.case_number),
            "applicant": self.applicant,
            "bundle": self.bundle,
        }

    def items(self, answers: dict[str, Any], at: datetime) -> tuple[ItemLine, ...]:
        planned = plan(
            self.version,
            answers,
            on=timezone.localdate(at),
            calendar=calendar_for(self.version.division.code),
            start=at,
        )
        return tuple(_line(each.item) for each in planned.items)

    def place(self, about: str) -> str:
        """``material:M03`` or ``field:block.key`` in the words of the form."""
        kind, _, rest = about.partition(":")
        if kind == "material":
            return f"材料：{self.version.material(rest).name.zh}"
        block_key, _, field_key = rest.partition(".")
        block = self.version.block(block_key)
        field = block.field(field_key)
        return f"{block.title.zh}：{field.label.zh}" if field else block.title.zh


def _line(item: Item) -> ItemLine:
    return ItemLine(
        name=item.name.zh,
        department=item.department.name.zh,
        limit=item.promised.zh,
        legal=item.legal.zh,
    )


def receipt(case: _Case, filing: Filing, number: str, *, corrected: bool) -> Receipt:
    """What was received with one filing: a material handed in several files is one line.

    ``corrected`` once something had been asked for: a case taken back and handed in again is not.
    """
    counted: dict[str, int] = {}
    for handed in filing.content["materials"]:
        counted[handed["key"]] = counted.get(handed["key"], 0) + 1
    return Receipt(
        **case.head(number, filing.filed_at),
        corrected=corrected,
        identity=case.submission.applicant.masked_id,
        phone=case.submission.applicant.masked_phone,
        hall=case.hall,
        channel="网上大厅",
        received_at=filing.filed_at,
        materials=tuple(
            HandedLine(
                name=case.version.material(key).name.zh,
                form=f"电子 {count} 份",
                received_at=filing.filed_at,
            )
            for key, count in counted.items()
        ),
        items=case.items(filing.content["answers"], filing.filed_at),
    )


def acceptance(case: _Case, number: str) -> Acceptance:
    """Accepted: with the dates copied to the case when it was."""
    submission = case.submission
    assert submission.accepted_at is not None
    assert submission.submitted_at is not None
    filing = submission.filings.filter(filed_at__lte=submission.accepted_at).latest("sequence")
    return Acceptance(
        **case.head(number, submission.accepted_at),
        hall=case.hall,
        submitted_at=submission.submitted_at,
        accepted_at=submission.accepted_at,
        promised_due=submission.promised_due,
        legal_due=submission.legal_due,
        provisional=submission.due_provisional,
        free_of_charge=_free(case.version.items),
        items=case.items(filing.content["answers"], submission.accepted_at),
    )


def _free(items: Iterable[Item]) -> bool:
    """Whether the applicant pays nothing at all."""
    return all(
        payment.free for item in items for payment in (item.fee, *item.cost) if payment is not None
    )


def correction(case: _Case, asked: CorrectionAsked, number: str) -> Correction:
    """Asked by the window for the whole case or by a department for its own item (whose promised
    clock then stops).
    """
    item = case.version.item(asked.work_item.key) if asked.work_item else None
    return Correction(
        **case.head(number, asked.asked_at, item.department.name.zh if item else ""),
        item=item.name.zh if item else "",
        hall=case.hall,
        clock="自本告知书送达至补正提交，承诺时限暂停计算，法定时限不停止。" if item else "",
        defects=tuple(
            DefectLine(about=case.place(defect["about"]), text=defect["text"])
            for defect in asked.defects
        ),
    )


def refusal(case: _Case, number: str) -> Refusal:
    """Refused by the window in the name of the department that would have decided first."""
    submission = case.submission
    assert submission.submitted_at is not None
    refused = submission.events.filter(kind="submission.refused").latest("sequence")
    first = next(
        item.department for item in case.version.items if item.department.review_body is not None
    )
    return Refusal(
        **case.head(number, refused.at),
        submitted_at=submission.submitted_at,
        reasons=_lines(submission.refusal),
        review_body=_zh(first.review_body),
        court=_zh(first.court),
    )


def rejection(case: _Case, decision: Decision, number: str) -> Rejection:
    """Decided against: grounds, law, what falls with it, and the way to review and court."""
    work_item = decision.work_item
    item = case.version.item(work_item.key)
    return Rejection(
        **case.head(number, decision.decided_at, item.department.name.zh),
        item=item.name.zh,
        outcome=REFUSED_AS.get(ItemKind(item.kind), "不予办理"),
        work_item_number=work_item.number,
        accepted_at=work_item.queued_at or work_item.opened_at,
        decided_at=decision.decided_at,
        decided_by=decision.by.get("name", ""),
        reviewed_by=(decision.reviewed_by or {}).get("name", "") or decision.by.get("name", ""),
        opinion=decision.opinion,
        grounds=_lines(decision.grounds),
        basis=tuple(f"{one.law.zh}{one.article.zh}：{one.text.zh}" for one in item.basis),
        cancelled=tuple(case.version.item(key).name.zh for key in _falling(case, work_item.key)),
        review_body=_zh(item.department.review_body),
        court=_zh(item.department.court),
    )


def _falling(case: _Case, key: str) -> list[str]:
    """The case's items that were cancelled because they cannot go on without ``key``, in order."""
    lost = {key}
    for item in case.version.items:
        if lost & set(item.needs):
            lost.add(item.key)
    cancelled = case.submission.work_items.filter(status=WorkItemStatus.CANCELLED, key__in=lost)
    return list(cancelled.order_by("position").values_list("key", flat=True))


def _zh(text: Text | None) -> str:
    return text.zh if text else ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
