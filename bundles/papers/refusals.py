"""The letters that say no: not accepted, whole or item by item, and decided against."""

from bundles.casework.models import Decision
from bundles.casework.states import WorkItemStatus
from bundles.papers.contexts import Refusal, Rejection
from bundles.papers.letter_case import LetterCase, lines, zh
from departments.models import ItemKind

REFUSED_AS = {
    ItemKind.LICENCE: "不予许可",
    ItemKind.REGISTRATION: "不予登记",
    ItemKind.CONFIRMATION: "不予确认",
    ItemKind.FILING: "不予备案",
}
"""A registration is never 许可; what is neither licence, registration, confirmation nor filing is
不予办理.
"""


def refusal(case: LetterCase, number: str) -> Refusal:
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
        reasons=lines(submission.refusal),
        review_body=zh(first.review_body),
        court=zh(first.court),
    )


def refusal_of_item(case: LetterCase, decision: Decision, number: str) -> Refusal:
    """One item not accepted: by the window for the department, or by the department itself."""
    work_item, submission = decision.work_item, case.submission
    assert submission.submitted_at is not None
    item = case.version.item(work_item.key)
    return Refusal(
        **case.head(number, decision.decided_at, item.department.name.zh),
        item=item.name.zh,
        submitted_at=submission.submitted_at,
        reasons=lines(decision.grounds),
        competent=decision.competent,
        cancelled=tuple(case.version.item(key).name.zh for key in _falling(case, work_item.key)),
        review_body=zh(item.department.review_body),
        court=zh(item.department.court),
    )


def rejection(case: LetterCase, decision: Decision, number: str) -> Rejection:
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
        grounds=lines(decision.grounds),
        basis=tuple(f"{one.law.zh}{one.article.zh}：{one.text.zh}" for one in item.basis),
        cancelled=tuple(case.version.item(key).name.zh for key in _falling(case, work_item.key)),
        review_body=zh(item.department.review_body),
        court=zh(item.department.court),
    )


def _falling(case: LetterCase, key: str) -> list[str]:
    """The case's items that were cancelled because they cannot go on without ``key``, in order."""
    lost = {key}
    for item in case.version.items:
        if lost.intersection(item.may_wait_for):
            lost.add(item.key)
    cancelled = case.submission.work_items.filter(status=WorkItemStatus.CANCELLED, key__in=lost)
    return list(cancelled.order_by("position").values_list("key", flat=True))
