"""What a clerk of the window can be refused while a case is looked at and accepted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from .exceptions import CaseworkError


class InAnothersHands(CaseworkError):
    """Another clerk of the hall has the case in hand; ``clerk`` is their number, ``name`` theirs.

    To go on, one takes the case over first: a step of its own, written down.
    """

    code = "in_anothers_hands"

    def __init__(self, *, clerk: str, name: str, since: datetime | None) -> None:
        super().__init__(clerk, name, since)
        self.clerk, self.name, self.since = clerk, name, since

    def __str__(self) -> str:
        return str(_("这个办件由%(name)s在办。需要由您办理的，请先接手。")) % {"name": self.name}


class NoSuchClerk(CaseworkError):
    code = "no_such_clerk"
    message = _("没有找到这位综合窗口人员，请从名单中选择本大厅在岗的人员。")


class AlreadyVisible(CaseworkError):
    """What is asked now stood there unchanged when the first notice was written (art. 32).

    ``places`` are the ``about`` of those defects, in their order.
    """

    code = "already_visible"
    message = _(
        "上次告知补正时已经能看到的问题，不能再由窗口直接告知；确需补正的，请提交督办人员审核。"
    )

    def __init__(self, places: Iterable[str]) -> None:
        self.places = tuple(places)
        super().__init__(self.places)


class NothingVisible(CaseworkError):
    """A second notice about nothing that was visible before needs no supervisor."""

    code = "nothing_visible"
    message = _("所列问题上次告知时都还看不到，窗口可以直接发出，不用督办人员审核。")


class NoticeWaiting(CaseworkError):
    """A second notice of the same case already waits for a supervisor."""

    code = "notice_waiting"
    message = _("这个办件已有一份补正告知在等督办人员审核，请等审核结果，或请督办人员退回。")


class NoSuchNotice(CaseworkError):
    code = "no_such_notice"
    message = _("这份补正告知已经处理过，或者办件已有新的进展，不用再审核。")


class OwnNotice(CaseworkError):
    """Nobody approves what they wrote themselves."""

    code = "own_notice"
    message = _("这份补正告知是您自己起草的，请由另一位督办人员审核。")


class NothingLeft(CaseworkError):
    """Every item would be left out: then the case is refused as a whole, in writing."""

    code = "nothing_left"
    message = _("这样一来没有事项可以受理。请对整个申请作出不予受理决定，或退回补正。")


class ItemUnknown(CaseworkError):
    """No such item in this case's plan."""

    code = "item_unknown"
    message = _("所选事项不在这个办件里，请刷新页面后重新选择。")


class CompetentMissing(CaseworkError):
    """Not ours: then the applicant is told whose it is (art. 32)."""

    code = "competent_missing"
    message = _("不属于本机关职权的，请写明应向哪个机关申请。")


class PreCheckWaiting(CaseworkError):
    """Departments that accept their item themselves have not answered; ``keys`` are the items."""

    code = "pre_check_waiting"
    message = _("还有部门没有答复预审，请等其答复；预审时限过后可以写明理由先行受理。")

    def __init__(self, keys: Iterable[str], until: datetime | None = None) -> None:
        self.keys, self.until = tuple(keys), until
        super().__init__(self.keys, until)


class PreCheckOverdue(PreCheckWaiting):
    """Their time is over: the window may go on, saying why."""

    code = "pre_check_overdue"
    message = _("部门没有在预审时限内答复。要先行受理，请写明理由。")


class PreCheckObjected(PreCheckWaiting):
    """A department objects to its item: return the case, or leave the item out."""

    code = "pre_check_objected"
    message = _("有部门预审提出异议。请退回补正，或者对该事项不予受理，其余事项照常受理。")


class NoSuchPreCheck(CaseworkError):
    code = "no_such_pre_check"
    message = _("没有找到这个预审请求。")
