"""May it move? Two tables, and for every status the party that must move next.

A case (办件) and the part of it that one department decides (部门办理件) each have one status, and
each status waits for exactly one party, so nothing can wait for nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmissionStatus(models.TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("已提交，待受理")
    CORRECTION = "correction", _("待补正")
    ACCEPTED = "accepted", _("已受理")
    IN_REVIEW = "in_review", _("部门办理中")
    DECIDED = "decided", _("已办结，出件中")
    ISSUED = "issued", _("已出件，待领取")
    CLOSED = "closed", _("已完成")
    REFUSED = "refused", _("不予受理")
    WITHDRAWN = "withdrawn", _("已撤回")
    LAPSED = "lapsed", _("逾期失效")


class WorkItemStatus(models.TextChoices):
    WAITING = "waiting", _("等待前一事项")
    QUEUED = "queued", _("待部门办理")
    CLAIMED = "claimed", _("办理中")
    CORRECTION = "correction", _("待申请人补正")
    SUSPENDED = "suspended", _("特别程序中")
    APPROVED = "approved", _("已通过")
    REJECTED = "rejected", _("未通过")
    NOT_ACCEPTED = "not_accepted", _("不予受理")
    CANCELLED = "cancelled", _("已终止")
    WITHDRAWN = "withdrawn", _("已撤回")


class Party(models.TextChoices):
    """Who must move next."""

    APPLICANT = "applicant", _("申请人")
    WINDOW = "window", _("综合窗口")
    FAN_OUT = "fan_out", _("系统分办")
    DEPARTMENTS = "departments", _("各部门")
    ISSUANCE = "issuance", _("统一出件")
    HANDOVER = "handover", _("领取结果")
    OTHER_ITEM = "other_item", _("前一事项")
    DEPARTMENT = "department", _("承办部门")
    OFFICER = "officer", _("承办人")
    PROCEDURE = "procedure", _("特别程序")
    NOBODY = "nobody", _("无")


_S, _W = SubmissionStatus, WorkItemStatus

SUBMISSION_MOVES: Final[Mapping[SubmissionStatus, frozenset[SubmissionStatus]]] = {
    _S.DRAFT: frozenset({_S.SUBMITTED, _S.WITHDRAWN, _S.LAPSED}),
    _S.SUBMITTED: frozenset({_S.DRAFT, _S.CORRECTION, _S.ACCEPTED, _S.REFUSED, _S.WITHDRAWN}),
    _S.CORRECTION: frozenset({_S.SUBMITTED, _S.WITHDRAWN, _S.LAPSED}),
    _S.ACCEPTED: frozenset({_S.IN_REVIEW, _S.WITHDRAWN}),
    _S.IN_REVIEW: frozenset({_S.DECIDED, _S.WITHDRAWN}),
    _S.DECIDED: frozenset({_S.ISSUED, _S.CLOSED}),
    _S.ISSUED: frozenset({_S.CLOSED}),
    _S.CLOSED: frozenset(),
    _S.REFUSED: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.LAPSED: frozenset(),
}

WORK_ITEM_MOVES: Final[Mapping[WorkItemStatus, frozenset[WorkItemStatus]]] = {
    _W.WAITING: frozenset({_W.QUEUED, _W.NOT_ACCEPTED, _W.CANCELLED, _W.WITHDRAWN}),
    _W.QUEUED: frozenset({_W.CLAIMED, _W.CORRECTION, _W.NOT_ACCEPTED, _W.WITHDRAWN}),
    _W.CLAIMED: frozenset(
        {
            _W.QUEUED,
            _W.CORRECTION,
            _W.SUSPENDED,
            _W.APPROVED,
            _W.REJECTED,
            _W.NOT_ACCEPTED,
            _W.WITHDRAWN,
        }
    ),
    _W.CORRECTION: frozenset({_W.CLAIMED, _W.QUEUED, _W.WITHDRAWN}),
    _W.SUSPENDED: frozenset({_W.CLAIMED, _W.WITHDRAWN}),
    _W.APPROVED: frozenset(),
    _W.REJECTED: frozenset(),
    _W.NOT_ACCEPTED: frozenset(),
    _W.CANCELLED: frozenset(),
    _W.WITHDRAWN: frozenset(),
}

WAITS_FOR: Final[Mapping[SubmissionStatus, Party]] = {
    _S.DRAFT: Party.APPLICANT,
    _S.SUBMITTED: Party.WINDOW,
    _S.CORRECTION: Party.APPLICANT,
    _S.ACCEPTED: Party.FAN_OUT,
    _S.IN_REVIEW: Party.DEPARTMENTS,
    _S.DECIDED: Party.ISSUANCE,
    _S.ISSUED: Party.HANDOVER,
    _S.CLOSED: Party.NOBODY,
    _S.REFUSED: Party.NOBODY,
    _S.WITHDRAWN: Party.NOBODY,
    _S.LAPSED: Party.NOBODY,
}

ITEM_WAITS_FOR: Final[Mapping[WorkItemStatus, Party]] = {
    _W.WAITING: Party.OTHER_ITEM,
    _W.QUEUED: Party.DEPARTMENT,
    _W.CLAIMED: Party.OFFICER,
    _W.CORRECTION: Party.APPLICANT,
    _W.SUSPENDED: Party.PROCEDURE,
    _W.APPROVED: Party.NOBODY,
    _W.REJECTED: Party.NOBODY,
    _W.NOT_ACCEPTED: Party.NOBODY,
    _W.CANCELLED: Party.NOBODY,
    _W.WITHDRAWN: Party.NOBODY,
}

SETTLED: Final = frozenset(status for status, moves in WORK_ITEM_MOVES.items() if not moves)
"""Work items that nobody will move again."""

OPEN: Final = frozenset(WORK_ITEM_MOVES) - SETTLED

EDITABLE: Final = frozenset({_S.DRAFT, _S.CORRECTION})
"""Cases whose answers and materials the applicant may change as a whole."""

OVER: Final = frozenset(status for status, moves in SUBMISSION_MOVES.items() if not moves)
"""Cases that nobody will move again."""
