"""The desk's queues: which cases of the hall stand where, oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import OuterRef, Q, QuerySet, Subquery, TextChoices, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bundles.casework.models import Correction, Submission
from bundles.casework.selectors.lines import unread
from bundles.casework.selectors.queues import of_hall
from bundles.casework.states import SubmissionStatus
from bundles.catalogue import versions
from departments.models import Hall
from portal.console.desk.counting import firsts, tally
from portal.console.desk.deadlines import Deadline, deadline_of
from portal.console.pages.words import LIGHTS

_S: Final = SubmissionStatus


class Queue(TextChoices):
    """The value is what the address says."""

    WAITING = "waiting", _("待受理")
    RESUBMITTED = "resubmitted", _("补正后交回")
    CORRECTION = "correction", pgettext_lazy("desk", "待申请人补正")
    IN_REVIEW = "in-review", _("部门办理中")
    RESULTS = "results", _("待领取结果")
    CLOSED = "closed", _("已完成")
    ENDED = "ended", _("未受理、已撤回")


_WHERE: Final[Mapping[Queue, Q]] = {
    Queue.WAITING: Q(status=_S.SUBMITTED, came_back=False),
    Queue.RESUBMITTED: Q(status=_S.SUBMITTED, came_back=True),
    Queue.CORRECTION: Q(status=_S.CORRECTION),
    Queue.IN_REVIEW: Q(status__in=[_S.ACCEPTED, _S.IN_REVIEW]),
    Queue.RESULTS: Q(status__in=[_S.DECIDED, _S.ISSUED]),
    Queue.CLOSED: Q(status=_S.CLOSED),
    Queue.ENDED: Q(status__in=[_S.REFUSED, _S.WITHDRAWN, _S.LAPSED]),
}
_AT_ACCEPTANCE: Final = frozenset({Queue.WAITING, Queue.RESUBMITTED})
OPEN_QUEUES: Final = (
    Queue.WAITING,
    Queue.RESUBMITTED,
    Queue.CORRECTION,
    Queue.IN_REVIEW,
    Queue.RESULTS,
)
STATUS_TONES: Final[Mapping[SubmissionStatus, str]] = {
    _S.SUBMITTED: "primary",
    _S.CORRECTION: "warning",
    _S.ACCEPTED: "info",
    _S.IN_REVIEW: "info",
    _S.DECIDED: "success",
    _S.ISSUED: "success",
    _S.REFUSED: "danger",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list; the applicant's name is masked."""

    number: str
    bundle: str
    applicant: str
    status: str
    tone: str
    submitted_at: datetime | None
    deadline: Deadline | None
    light: str
    light_tone: str
    clerk: str
    """Number of the clerk who has the case in hand; empty while it is nobody's."""


def cases(hall_code: str) -> QuerySet[Submission]:
    """Every case the hall may see."""
    return of_hall(hall_code)


def standing_in(queue: Queue, hall: Hall) -> QuerySet[Submission]:
    """The cases the hall decides and hands over that stand in ``queue``.

    Oldest first where somebody waits, newest first where all is over.
    """
    over = queue in {Queue.CLOSED, Queue.ENDED}
    return (
        _standing(queue, hall)
        .select_related("applicant")
        .order_by(*(("-submitted_at", "-id") if over else ("submitted_at", "id")))
    )


def counts(hall: Hall) -> dict[Queue, int]:
    """How many stand in each queue where somebody still has to act."""
    return tally({queue: _standing(queue, hall) for queue in OPEN_QUEUES})


def waiting_for(
    clerks: Sequence[str], queues: Iterable[Queue], hall: Hall, *, most: int
) -> dict[Queue, tuple[int, list[Submission]]]:
    """How many of each queue one of ``clerks`` has in hand, and the first ``most``: those of the
    first clerk, then the next one's; the empty number stands for nobody. Two queries.
    """
    parts = {
        (queue, clerk): standing_in(queue, hall).filter(clerk=clerk)
        for queue in queues
        for clerk in clerks
    }
    keys = firsts(parts)
    shown = {
        queue: [key for clerk in clerks for key in keys[queue, clerk]][:most] for queue in queues
    }
    wanted = [key for some in shown.values() for key in some]
    rows = Submission.objects.select_related("applicant").defer(*unread())
    cases = rows.in_bulk(wanted) if wanted else {}
    return {
        queue: (
            sum(len(keys[queue, clerk]) for clerk in clerks),
            [cases[key] for key in shown[queue] if key in cases],
        )
        for queue in queues
    }


def _standing(queue: Queue, hall: Hall) -> QuerySet[Submission]:
    rows = _decided_by(hall)
    return (_marked(rows) if queue in _AT_ACCEPTANCE else rows).filter(_WHERE[queue])


def _decided_by(hall: Hall) -> QuerySet[Submission]:
    """By the hall's own key: an index that begins with it gives the rows in their order."""
    return (
        Submission.objects.filter(hall=hall.pk, number__isnull=False)
        .exclude(status=_S.DRAFT)
        .defer(*unread())
    )


def _marked(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """With ``came_back``: whether a correction was answered."""
    answered = Correction.objects.filter(
        submission=OuterRef("pk"), work_item__isnull=True, answered_at__isnull=False
    )
    # asked of the few rows at hand, by index: an EXISTS would be joined, or read the whole table
    one = answered.order_by().annotate(yes=Value(True)).values("yes")[:1]
    return submissions.annotate(came_back=Coalesce(Subquery(one), Value(False)))


def lines(submissions: Iterable[Submission]) -> list[Line]:
    return [_line(submission) for submission in submissions]


def _line(submission: Submission) -> Line:
    deadline = deadline_of(submission)
    tone, light = LIGHTS[deadline.light] if deadline else ("", "")
    return Line(
        number=str(submission.number),
        bundle=str(versions.version(submission.version_id).name),
        applicant=submission.applicant.masked_name,
        status=str(submission.state.label),
        tone=STATUS_TONES.get(submission.state, ""),
        submitted_at=submission.submitted_at,
        deadline=deadline,
        light=str(light),
        light_tone=tone,
        clerk=submission.clerk,
    )
