"""Where a case stands, in words for the applicant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from bundles.casework.models import Decision, Submission, WorkItem
from bundles.casework.states import SETTLED, SubmissionStatus, WorkItemStatus
from bundles.catalogue.definition import Item
from bundles.issuance.models import Certificate
from bundles.papers.models import Paper
from departments.calendar import Due
from portal.web.form.pages import Work

S, W = SubmissionStatus, WorkItemStatus

SAID: dict[str, StrPromise] = {
    S.SUBMITTED: _("窗口正在核对您的材料。核对后会受理，或一次性告诉您需要补正的全部内容。"),
    S.CORRECTION: _("有内容需要您补正。补正后重新提交，窗口再继续办理。"),
    S.ACCEPTED: _("申请已受理，正在分送各部门。"),
    S.IN_REVIEW: _("各部门正在办理，进度见下表。"),
    S.DECIDED: _("各部门都已办完，正在制作办理结果。"),
    S.ISSUED: _("办理结果已经做好。电子文件可以现在下载；纸质证照请按您选择的方式领取。"),
    S.CLOSED: _("全部办结，结果已经送达。"),
    S.REFUSED: _("窗口决定不予受理，理由见下面的通知书。"),
    S.WITHDRAWN: _("您已撤回这份申请。"),
    S.LAPSED: _("这份申请长时间没有补正，已失效。需要办理的，请重新申请。"),
}
NOTHING_ISSUED = _("各事项都已有决定，没有可以领取的结果。理由和救济途径见下面的决定书。")
TONE: dict[str, str] = {
    S.SUBMITTED: "go",
    S.ACCEPTED: "go",
    S.IN_REVIEW: "go",
    S.DECIDED: "go",
    S.CORRECTION: "warn",
    S.ISSUED: "ok",
    S.CLOSED: "ok",
    S.REFUSED: "bad",
    W.QUEUED: "go",
    W.CLAIMED: "go",
    W.CORRECTION: "warn",
    W.SUSPENDED: "warn",
    W.APPROVED: "ok",
    W.REJECTED: "bad",
    W.NOT_ACCEPTED: "bad",
    W.CANCELLED: "bad",
}


@dataclass(frozen=True, slots=True)
class Stage:
    name: StrPromise
    at: datetime | None
    look: str  # done, now, bad, or nothing yet


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item of the case: who has it, by when, how it stands, what came out."""

    item: Item
    state: str | StrPromise
    tone: str
    due: datetime | None
    provisional: bool
    work_item: WorkItem | None
    waits_for: tuple[Item, ...]
    decision: Decision | None
    certificate: Certificate | None = None  # only when issued

    @property
    def settled(self) -> bool:
        return self.work_item is not None and self.work_item.state in SETTLED


def stages(submission: Submission) -> list[Stage]:
    """The way of the whole case, each step with its moment."""
    steps = [
        (_("提交申请"), submission.submitted_at),
        (_("窗口受理"), submission.accepted_at),
        (_("部门办理"), submission.decided_at),
        (_("统一出件"), submission.issued_at),
        (_("领取结果"), submission.closed_at),
    ]
    over_early = submission.state in (S.REFUSED, S.WITHDRAWN, S.LAPSED)
    shown: list[Stage] = []
    waiting = True
    for name, at in steps:
        if at is not None:
            shown.append(Stage(name, at, "done"))
        elif submission.state is S.CLOSED:
            continue  # nothing was left to issue
        elif over_early:
            shown.append(Stage(submission.state.label, None, "bad"))
            break
        else:
            shown.append(Stage(name, None, "now" if waiting else ""))
            waiting = False
    return shown


def item_lines(work: Work) -> list[ItemLine]:
    """A line per item, in order; before acceptance as planned, afterwards as it is."""
    items = list(work.submission.work_items.order_by("position"))
    if not items:
        return [
            _planned(one.item, one.promised, tuple(work.version.item(k) for k in one.after))
            for one in work.plan.items
        ]
    decisions = {
        decision.work_item_id: decision
        for decision in Decision.objects.filter(work_item__submission=work.submission)
    }
    issued = Certificate.objects.filter(
        work_item__submission=work.submission, issued_at__isnull=False
    ).select_related("paper")
    certificates = {one.work_item_id: one for one in issued}
    unfinished = {one.key for one in items if not one.is_settled}
    return [
        _running(work, one, unfinished, decisions.get(one.pk), certificates.get(one.pk))
        for one in items
    ]


def letters_of(submission: Submission) -> list[Paper]:
    """Receipts and notices, oldest first; results are shown with their item, once issued."""
    return list(submission.papers.filter(certificate__isnull=True).order_by("id"))


def _planned(item: Item, promised: Due, after: tuple[Item, ...]) -> ItemLine:
    return ItemLine(
        item=item,
        state=_("受理后开始"),
        tone="",
        due=None,
        provisional=promised.provisional,
        work_item=None,
        waits_for=after,
        decision=None,
    )


def _running(
    work: Work,
    work_item: WorkItem,
    unfinished: set[str],
    decision: Decision | None,
    certificate: Certificate | None,
) -> ItemLine:
    definition = work.version.item(work_item.key)
    return ItemLine(
        item=definition,
        state=work_item.state.label,
        tone=TONE.get(work_item.state, ""),
        due=None if work_item.is_settled else work_item.promised_due,
        provisional=work_item.due_provisional,
        work_item=work_item,
        waits_for=tuple(work.version.item(key) for key in definition.needs if key in unfinished)
        if work_item.state is W.WAITING
        else (),
        decision=decision,
        certificate=certificate,
    )


def said(submission: Submission) -> StrPromise | str:
    """What the status means for the applicant."""
    if submission.state is S.CLOSED and submission.issued_at is None:
        return NOTHING_ISSUED
    return SAID.get(submission.state, "")
