"""Where a case stands: its way, and a line for each item with its date explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from bundles.casework.clock import Light, Reading, read
from bundles.casework.models import Decision, Event, Submission, WorkItem
from bundles.casework.selectors.moments import limits_of, moments_of
from bundles.casework.states import SETTLED, SubmissionStatus, WorkItemStatus
from bundles.catalogue.definition import Item
from bundles.catalogue.plan import PlannedItem
from bundles.issuance.models import Certificate
from bundles.papers.kinds import PaperKind
from bundles.papers.models import Paper
from departments.limits import Limit
from departments.selectors import calendar_for
from portal.form.pages import Work

S, W = SubmissionStatus, WorkItemStatus

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
    certificates: tuple[Certificate, ...] = ()  # only when issued; several, one for each person
    told: tuple[str, ...] = ()  # how its date came about, sentence by sentence
    late: bool = False
    because: str = ""  # why it ended without a decision
    asked: tuple[str, ...] = ()  # what its department wants put right
    promised: Limit | None = None  # how long it takes, once it is its turn
    letter: Paper | None = None  # the decision against it, once printed

    @property
    def awaited(self) -> bool:
        """Whether any of its results has not reached the desk."""
        return any(one.arrived_at is None for one in self.certificates)

    @property
    def ready(self) -> bool:
        """Whether it is decided, and its result waits for the others."""
        return self.decision is not None and not self.decision.grounds and not self.certificates

    @property
    def settled(self) -> bool:
        return self.work_item is not None and self.work_item.state in SETTLED


LAST_STAGE = {True: gettext_lazy("领取结果"), False: gettext_lazy("办结，没有结果可领")}


def stages(submission: Submission) -> list[Stage]:
    """The way of the whole case, each step with its moment."""
    in_hand = submission.closed_at is None or submission.issued_at is not None
    steps = [
        (gettext_lazy("提交申请"), submission.submitted_at),
        (gettext_lazy("窗口受理"), submission.accepted_at),
        (gettext_lazy("部门办理"), submission.decided_at),
        (gettext_lazy("统一出件"), submission.issued_at),
        (LAST_STAGE[in_hand], submission.closed_at),
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


def item_lines(work: Work, letters: Iterable[Paper] = ()) -> list[ItemLine]:
    """A line per item, in order; before acceptance as planned, afterwards as it is.

    ``letters`` are the case's: what says no stands with its item.
    """
    items = list(work.submission.work_items.order_by("position"))
    if not items:
        return [
            _planned(one, tuple(work.version.item(k) for k in one.after)) for one in work.plan.items
        ]
    running = _Running(work, items, letters)
    return [running.line(one) for one in items]


def letters_of(submission: Submission) -> list[Paper]:
    """Receipts and notices, oldest first; results are shown with their item, once issued."""
    return list(submission.papers.filter(certificate__isnull=True).order_by("id"))


def _planned(one: PlannedItem, after: tuple[Item, ...]) -> ItemLine:
    return ItemLine(
        item=one.item,
        state=_("受理后开始"),
        tone="",
        due=None,
        provisional=one.promised.provisional,
        promised=one.item.limits(by_commitment=one.by_commitment)[0],
        work_item=None,
        waits_for=after,
        decision=None,
    )


class _Running:
    """The items of an accepted case, with everything a line needs, read in four queries."""

    def __init__(self, work: Work, items: list[WorkItem], letters: Iterable[Paper]) -> None:
        self.work = work
        decisions = Decision.objects.filter(work_item__submission=work.submission)
        self.decisions = {decision.work_item_id: decision for decision in decisions}
        issued = Certificate.objects.filter(
            work_item__submission=work.submission, issued_at__isnull=False
        ).select_related("paper")
        self.certificates: defaultdict[int, list[Certificate]] = defaultdict(list)
        for one in issued.order_by("nth"):
            self.certificates[one.work_item_id].append(one)
        self.unfinished = {one.key for one in items if not one.is_settled}
        self.events: defaultdict[int, list[Event]] = defaultdict(list)
        for event in work.submission.events.filter(work_item__isnull=False).order_by("sequence"):
            self.events[event.work_item_id or 0].append(event)
        self.calendar = calendar_for(work.version.division.code)
        saying_no = (PaperKind.REJECTION, PaperKind.REFUSAL)
        self.letters = {one.work_item_id: one for one in letters if one.kind in saying_no}
        self.asked = {one.work_item_id: one for one in work.editing.corrections}

    def line(self, work_item: WorkItem) -> ItemLine:
        definition = self.work.version.item(work_item.key)
        events = self.events[work_item.pk]
        limits = limits_of(definition, work_item)
        reading = read(moments_of(events), limits, self.calendar, timezone.now())
        asked = self.asked.get(work_item.pk)
        return ItemLine(
            item=definition,
            state=work_item.state.label,
            tone=TONE.get(work_item.state, ""),
            due=_due(work_item, reading),
            provisional=work_item.due_provisional and not work_item.is_settled,
            work_item=work_item,
            waits_for=self._waits_for(work_item, definition),
            decision=self.decisions.get(work_item.pk),
            certificates=self._issued(work_item),
            told=tuple(explained(work_item, definition, reading)),
            late=reading is not None and reading.light is Light.RED,
            because=self._because(work_item, events),
            letter=self.letters.get(work_item.pk),
            promised=limits.promised,
            asked=tuple(defect["text"] for defect in asked.defects) if asked else (),
        )

    def _issued(self, work_item: WorkItem) -> tuple[Certificate, ...]:
        work_item.submission = self.work.submission  # their addresses name the case
        for one in self.certificates[work_item.pk]:
            one.work_item = work_item
        return tuple(self.certificates[work_item.pk])

    def _waits_for(self, work_item: WorkItem, definition: Item) -> tuple[Item, ...]:
        if work_item.state is not W.WAITING:
            return ()
        planned = {one.item.key: one.after for one in self.work.plan.items}
        after = planned.get(work_item.key, definition.may_wait_for)
        return tuple(self.work.version.item(key) for key in after if key in self.unfinished)

    def _because(self, work_item: WorkItem, events: list[Event]) -> str:
        if work_item.state is not W.CANCELLED or not events:
            return ""
        data = events[-1].data
        prior = {"item": self.work.version.item(data.get("prior_item", work_item.key)).name}
        return (
            BECAUSE.get(data.get("because", ""), _("要等的事项没有办成，这个事项随之终止。"))
            % prior
        )


def _due(work_item: WorkItem, reading: Reading | None) -> datetime | None:
    """Until when; nothing while it stands still, for then no date is true."""
    stopped = reading is not None and reading.light is Light.STOPPED
    return None if work_item.is_settled or stopped else work_item.promised_due


def explained(work_item: WorkItem, item: Item, reading: Reading | None) -> Iterator[str]:
    """How the date came about, in sentences for the one who waits."""
    if reading is None:
        return
    yield _("%(department)s在 %(at)s 收到，承诺 %(limit)s办完；法律规定最长 %(legal)s。") % {
        "department": item.department.short_name,
        "at": _at(reading.started),
        "limit": item.promised,
        "legal": item.legal,
    }
    for pause in reading.pauses:
        if pause.until is None:
            yield _("从 %(since)s 起暂停计时，恢复办理后重新算出日期。") % {
                "since": _at(pause.since)
            }
        else:
            yield _("%(since)s 到 %(until)s 暂停过计时，日期相应顺延。") % {
                "since": _at(pause.since),
                "until": _at(pause.until),
            }
    if work_item.is_settled:
        return
    if reading.light is not Light.STOPPED:
        yield _("按工作时间算到 %(promised)s；最迟（法定）%(legal)s。") % {
            "promised": _at(reading.promised.at),
            "legal": _at(reading.legal.at),
        }
    if reading.promised.provisional or reading.legal.provisional:
        yield _("明年的放假安排公布后，这个日期可能调整。")
    if reading.light is Light.RED:
        yield _("已经超过承诺的时间，可以打大厅的电话询问。")


ENDED = gettext_lazy("要等的事项没有办成，这个事项随之终止。")
BECAUSE: dict[str, StrPromise] = {
    "prior_item_rejected": gettext_lazy("“%(item)s”没有通过，要用它结果的这个事项随之终止。"),
    "prior_item_not_accepted": gettext_lazy("“%(item)s”没有被受理，要用它结果的这个事项随之终止。"),
    "prior_item_withdrawn": gettext_lazy("“%(item)s”已撤回，要用它结果的这个事项随之终止。"),
    "prior_item_cancelled": gettext_lazy("“%(item)s”已终止，要用它结果的这个事项随之终止。"),
}


def _at(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
