"""Which letters the facts of a case call for, and what each says."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from bundles.casework.models import Correction as CorrectionAsked
from bundles.casework.models import Decision, Filing, Outcome, Submission
from bundles.casework.selectors.left_out import Left, left_out
from bundles.casework.states import SubmissionStatus
from bundles.catalogue.definition import Item
from bundles.papers.commitments import promise_letters
from bundles.papers.contexts import (
    Acceptance,
    Correction,
    DefectLine,
    HandedLine,
    LeftOutLine,
    PaperContext,
    Receipt,
)
from bundles.papers.kinds import CORRECTED_RECEIPT, SERIES, PaperKind
from bundles.papers.later import later_letter
from bundles.papers.letter_case import LetterCase
from bundles.papers.received import received
from bundles.papers.refusals import refusal, refusal_of_item, rejection


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
    case = LetterCase(submission)
    asked_first = submission.corrections.order_by("pk").first()
    given = {SERIES[PaperKind.RECEIPT]: 0, CORRECTED_RECEIPT: 0}
    for filing in submission.filings.order_by("sequence"):
        corrected = asked_first is not None and filing.filed_at > asked_first.asked_at
        corrected = corrected or _follows(filing)
        series = CORRECTED_RECEIPT if corrected else SERIES[PaperKind.RECEIPT]
        given[series] += 1
        number = case.number_of(series, given[series])
        handed_in = partial(receipt, case, filing, number, corrected=corrected)
        yield Letter(PaperKind.RECEIPT, f"filing:{filing.pk}", number, handed_in)
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
    if promised := list(submission.later_promises.filter(due_on__isnull=False)):
        number = case.number_of(SERIES[PaperKind.LATER_PROMISE])
        said = partial(later_letter, case, promised, number)
        yield Letter(PaperKind.LATER_PROMISE, case.subject, number, said)
    yield from (Letter(*each) for each in promise_letters(case))
    yield from _refused_items(case)
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


def _follows(filing: Filing) -> bool:
    """Whether it is what was promised for later, and nothing else."""
    return "followed" in filing.content


def _refused_items(case: LetterCase) -> Iterator[Letter]:
    """One refusal for each item that was not accepted, at the window or by its department."""
    not_accepted = Decision.objects.filter(
        work_item__submission=case.submission, outcome=Outcome.NOT_ACCEPTED
    ).select_related("work_item")
    for nth, decision in enumerate(not_accepted.order_by("pk"), 1):
        number = case.number_of(SERIES[PaperKind.REFUSAL], nth)
        yield Letter(
            PaperKind.REFUSAL,
            f"work_item:{decision.work_item_id}",
            number,
            partial(refusal_of_item, case, decision, number),
            decision.work_item_id,
        )


def receipt(case: LetterCase, filing: Filing, number: str, *, corrected: bool) -> Receipt:
    """What was received with one filing: a material handed in several files is one line.

    ``corrected`` once something had been asked for: a case taken back and handed in again is not.
    """
    came = received(filing)
    counted: dict[str, int] = {}
    followed = filing.content.get("followed")
    for handed in filing.content["materials"]:
        if followed not in (None, handed["key"]):
            continue
        counted[handed["key"]] = counted.get(handed["key"], 0) + 1
    return Receipt(
        **case.head(number, filing.filed_at),
        corrected=corrected,
        followed=followed is not None,
        identity=case.submission.applicant.masked_id,
        phone=case.submission.applicant.masked_phone,
        hall=case.hall,
        channel=came.channel,
        received_at=came.at,
        materials=tuple(
            HandedLine(
                name=case.version.material(key).name.zh,
                form=f"电子 {count} 份",
                received_at=came.at,
            )
            for key, count in counted.items()
        ),
        items=case.items(filing, filing.filed_at),
    )


def acceptance(case: LetterCase, number: str) -> Acceptance:
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
        items=case.items(
            filing,
            submission.accepted_at,
            without={one.key for one in left_out(submission)},
        ),
        left_out=tuple(
            LeftOutLine(name=case.version.item(one.key).name.zh, why=_why(case, one))
            for one in left_out(submission)
        ),
        deemed=submission.deemed_accepted,
    )


def _why(case: LetterCase, left: Left) -> str:
    """In the words of the letter why the case goes on without an item."""
    if left.needs:
        return f"须以“{case.version.item(left.needs).name.zh}”的结果为前提，一并终止。"
    if left.wished:
        return "按申请人的意愿不再办理。"
    if left.competent:
        return f"不予受理，请向{left.competent}申请，详见不予受理通知书。"
    return "不予受理，详见不予受理通知书。"


def _free(items: Iterable[Item]) -> bool:
    """Whether the applicant pays nothing at all."""
    return all(
        payment.free for item in items for payment in (item.fee, *item.cost) if payment is not None
    )


def correction(case: LetterCase, asked: CorrectionAsked, number: str) -> Correction:
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
