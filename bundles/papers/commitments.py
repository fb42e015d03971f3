"""Which letters promises call for, and what each says."""

from collections.abc import Callable, Iterator
from functools import partial

from django.utils import translation

from bundles.casework.actors import ActorKind
from bundles.casework.follow_up_stages import FollowUpStage
from bundles.casework.models import (
    Commitment,
    Filing,
    FollowUpStep,
    SignatureRequest,
    WorkItem,
)
from bundles.casework.promises import Promise
from bundles.casework.selectors.commitments import made_with
from bundles.catalogue.signing import role_texts
from bundles.papers.commitment_contexts import (
    CommitmentLetter,
    PromiseLine,
    PutRightOrder,
    Revocation,
    SignedLine,
)
from bundles.papers.contexts import PaperContext
from bundles.papers.kinds import SERIES, PaperKind
from bundles.papers.letter_case import LetterCase, lines, zh
from bundles.papers.models import Paper

Due = tuple[PaperKind, str, str, Callable[[], PaperContext], int | None]
"""Kind, subject, number, what makes it, and the work item it is about."""

STEP_KINDS = {
    FollowUpStage.TO_PUT_RIGHT: PaperKind.PUT_RIGHT_ORDER,
    FollowUpStage.REVOKED: PaperKind.REVOCATION,
}


def promise_letters(case: LetterCase) -> Iterator[Due]:
    """One commitment letter for each filing in which something was promised; an order for each
    time it was to be put right, and the revocation.
    """
    submission = case.submission
    promised = submission.filings.filter(commitments__isnull=False).distinct()
    for nth, filing in enumerate(promised.order_by("sequence"), 1):
        number = case.number_of(SERIES[PaperKind.COMMITMENT_LETTER], nth)
        compose = partial(commitment_letter, case, filing, number)
        yield PaperKind.COMMITMENT_LETTER, f"filing:{filing.pk}", number, compose, None
    given = dict.fromkeys(STEP_KINDS.values(), 0)
    steps = FollowUpStep.objects.filter(
        follow_up__work_item__submission=submission, stage__in=STEP_KINDS
    ).select_related("follow_up__work_item", "follow_up__department")
    for step in steps.order_by("pk"):
        kind = STEP_KINDS[FollowUpStage(step.stage)]
        given[kind] += 1
        number = case.number_of(SERIES[kind], given[kind])
        compose_step = put_right_order if kind is PaperKind.PUT_RIGHT_ORDER else revocation
        item = step.follow_up.work_item_id
        yield (
            kind,
            f"follow_up_step:{step.pk}",
            number,
            partial(compose_step, case, step, number),
            item,
        )


def commitment_letter(case: LetterCase, filing: Filing, number: str) -> CommitmentLetter:
    """What was ticked with one filing, word for word, and by whom."""
    made = filing.commitments.order_by("pk")[0]
    helped = made.made_by.get("kind") == ActorKind.HELPER
    return CommitmentLetter(
        **case.head(number, filing.filed_at),
        hall=case.hall,
        made_at=filing.filed_at,
        made_by="在窗口逐项核对并确认" if helped else "登录后逐项阅读、勾选并提交",
        promises=tuple(_line(case, one) for one in made_with(filing, case.version)),
        signed=tuple(_signed(case, filing)),
    )


def _line(case: LetterCase, promise: Promise) -> PromiseLine:
    return PromiseLine(
        title=promise.title.zh,
        paragraphs=lines(promise.text.zh),
        items=tuple(case.version.item(key).name.zh for key in promise.items),
        consequences=tuple(one.zh for one in promise.consequences),
    )


def _signed(case: LetterCase, filing: Filing) -> Iterator[SignedLine]:
    """Everybody who signed the very text that was filed."""
    texts = role_texts(case.version)
    requests = SignatureRequest.objects.filter(
        round__submission=case.submission,
        round__review_hash=filing.review_hash,
        signature__isnull=False,
    ).select_related("signature")
    with translation.override("zh-hans"):
        for one in requests.order_by("round_id", "number"):
            yield SignedLine(
                name=one.name,
                role="、".join(texts[role["key"]][0].zh for role in one.roles),
                signed_at=one.signature.signed_at,
                method=str(one.signature.get_method_display()),
            )


def put_right_order(case: LetterCase, step: FollowUpStep, number: str) -> PutRightOrder:
    """By the department that supervises, or once more by the one that decided."""
    check, item = step.follow_up, case.version.item(step.follow_up.work_item.key)
    by_decider = step.by.get("department") == item.department.code
    office = item.department if by_decider else item.supervised_by
    assert step.due_at is not None
    return PutRightOrder(
        **case.head(number, step.at, office.name.zh),
        item=item.name.zh,
        work_item_number=check.work_item.number,
        decided_at=check.opened_at,
        found_at=step.at,
        findings=lines(step.remark),
        promised=_promised(case, item.key),
        due=step.due_at,
        ordered_by=step.by.get("name", ""),
        again=check.steps.filter(stage=step.stage, pk__lt=step.pk).exists(),
        review_body=zh(office.review_body),
        court=zh(office.court),
    )


def revocation(case: LetterCase, step: FollowUpStep, number: str) -> Revocation:
    """By the department that decided: grounds of who proposed it, law, and the way to court."""
    check, item = step.follow_up, case.version.item(step.follow_up.work_item.key)
    earlier = check.steps.filter(pk__lt=step.pk)
    proposed = earlier.filter(stage=FollowUpStage.PROPOSED).latest("pk")
    ordered = earlier.filter(stage=FollowUpStage.TO_PUT_RIGHT).latest("pk")
    return Revocation(
        **case.head(number, step.at, item.department.name.zh),
        item=item.name.zh,
        work_item_number=check.work_item.number,
        decided_at=check.opened_at,
        certificates=tuple(f"{item.result.name.zh}　编号 {one}" for one in step.certificates),
        ordered_at=ordered.at,
        grounds=lines(step.remark),
        revoked_at=step.at,
        decided_by=step.by.get("name", ""),
        reviewed_by=proposed.by.get("name", ""),
        basis=tuple(f"{one.law.zh}{one.article.zh}：{one.text.zh}" for one in item.basis),
        review_body=zh(item.department.review_body),
        court=zh(item.department.court),
    )


def _promised(case: LetterCase, item: str) -> tuple[str, ...]:
    """What stood promised for the item, in full, by the filings it was promised in."""
    said = (
        f"{one.title.zh}：{' '.join(lines(one.text.zh))}"
        for filing in case.submission.filings.order_by("sequence")
        for one in made_with(filing, case.version)
        if item in one.items
    )
    return tuple(dict.fromkeys(said))


def letter_for(work_item: WorkItem) -> Paper | None:
    """The last commitment letter in which something was promised for the item, if it is printed."""
    made = Commitment.objects.filter(
        submission=work_item.submission_id, item=work_item.key
    ).values_list("filing", flat=True)
    subjects = [f"filing:{filing}" for filing in set(made)]
    papers = Paper.objects.filter(kind=PaperKind.COMMITMENT_LETTER, subject__in=subjects)
    return papers.order_by("-id").first()
