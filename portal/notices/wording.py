"""A message in words: from its codes, in the language of whoever reads it now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bundles.casework.models import Submission
from bundles.catalogue import versions
from bundles.catalogue.definition import Item, Version
from portal.notices.kinds import TONES, NoticeKind
from portal.notices.later_wording import LATER
from portal.notices.models import Notice
from portal.notices.promise_wording import PROMISES


@dataclass(frozen=True, slots=True)
class Words:
    """``title`` says what happened in one line, ``text`` what it means and what to do."""

    title: str
    text: str
    bundle: str
    tone: str


def words(notice: Notice) -> Words:
    """The message for its reader; the submission must be loaded along."""
    told = _Told(notice)
    title, text = SAYING[told.kind](told)
    return Words(title, text, str(told.version.name), TONES.get(told.kind, "go"))


class _Told:
    """What a sentence may speak of."""

    def __init__(self, notice: Notice) -> None:
        self.kind = NoticeKind(notice.kind)
        self.data: dict[str, Any] = notice.data
        self.submission: Submission = notice.submission
        self.version: Version = versions.version(notice.submission.version_id)

    @property
    def item(self) -> Item:
        return self.version.item(self.data["item"])

    @property
    def named(self) -> dict[str, str]:
        return {"item": str(self.item.name), "department": str(self.item.department.name)}

    @property
    def bundle(self) -> dict[str, str]:
        return {"bundle": str(self.version.name)}

    @property
    def hall(self) -> str:
        hall = self.submission.hall
        return hall.name_en if (get_language() or "").startswith("en") else hall.name

    @property
    def fallen(self) -> str:
        """A sentence on the items that end with this one, if any."""
        keys = self.data.get("cancelled") or []
        if not keys:
            return ""
        names = _("、").join(f"“{self.version.item(key).name}”" for key in keys)
        space = " " if (get_language() or "").startswith("en") else ""
        return space + _("要等它结果的%(names)s随之终止。") % {"names": names}

    @property
    def places(self) -> str:
        count = int(self.data.get("defects") or 1)
        return ngettext("%(count)d 处", "%(count)d 处", count) % {"count": count}


Saying = Callable[[_Told], tuple[str, str]]


def _received(told: _Told) -> tuple[str, str]:
    return _("申请已收到"), _(
        "窗口会核对您的“%(bundle)s”申请，核对后受理，或者一次告诉您全部要补正的内容。"
    ) % told.bundle


def _corrected(told: _Told) -> tuple[str, str]:
    return _("补正已收到"), _("窗口会接着核对您的“%(bundle)s”申请。") % told.bundle


def _mended(told: _Told) -> tuple[str, str]:
    return _("申请在窗口打开更正"), _(
        "%(hall)s的工作人员收回了您的申请，要和您一起当场更正；改好后由您核对签字，再重新提交。"
        "如果您没有到窗口办理，请马上联系大厅。"
    ) % {"hall": told.hall}


def _accepted(told: _Told) -> tuple[str, str]:
    due = told.submission.promised_due
    if due is None:
        return _("申请已受理"), _("各部门开始办理，您现在不用做什么。")
    return _("申请已受理"), _("各部门开始办理，承诺 %(due)s 前办完。您现在不用做什么。") % {
        "due": _day(due)
    }


def _correction(told: _Told) -> tuple[str, str]:
    return _("请补正申请"), _("窗口请您补正 %(places)s。补正后重新提交，窗口再继续办理。") % {
        "places": told.places
    }


def _refused(told: _Told) -> tuple[str, str]:
    return _("申请未被受理"), _("理由，以及可以怎样申请复议或者起诉，写在不予受理通知书里。")


def _item_correction(told: _Told) -> tuple[str, str]:
    text = _(
        "%(department)s请您补正 %(places)s。补正期间，这个事项的承诺时限暂停；其他事项照常办理。"
    )
    return (
        _("“%(item)s”请您补正") % told.named,
        text % (told.named | {"places": told.places}),
    )


def _item_corrected(told: _Told) -> tuple[str, str]:
    return _("“%(item)s”的补正已收到") % told.named, _("%(department)s接着办理。") % told.named


def _item_approved(told: _Told) -> tuple[str, str]:
    return (
        _("“%(item)s”已办好") % told.named,
        _("%(department)s已办好这个事项。结果做好以后，会再通知您。") % told.named,
    )


def _item_rejected(told: _Told) -> tuple[str, str]:
    text = _("理由，以及可以怎样申请复议或者起诉，写在决定书里。") + told.fallen
    return _("“%(item)s”未通过") % told.named, text


def _item_not_accepted(told: _Told) -> tuple[str, str]:
    text = _("%(department)s没有受理这个事项，理由见通知书。") % told.named + told.fallen
    return _("“%(item)s”不予受理") % told.named, text


def _paused(told: _Told) -> tuple[str, str]:
    text = _("%(department)s正在进行听证、检验或者专家评审，这段时间不计入办理时限。") % told.named
    return _("“%(item)s”暂停计时") % told.named, text


def _resumed(told: _Told) -> tuple[str, str]:
    text = _("%(department)s继续办理，新的办结日期见办件进度。") % told.named
    return _("“%(item)s”恢复办理") % told.named, text


def _ready(told: _Told) -> tuple[str, str]:
    return _("结果已经做好"), _("电子文件现在就可以下载；纸质证照按您选的方式领取。")


def _reminded(told: _Told) -> tuple[str, str]:
    return _("请领取结果"), _(
        "您的结果在%(hall)s等了一段时间。请带身份证件来领取，也可以改成邮寄。"
    ) % {"hall": told.hall}


def _sent(told: _Told) -> tuple[str, str]:
    return _("结果已经寄出"), _("运单号在办件页面上可以看到。收到时请当面拆封清点。")


def _returned(told: _Told) -> tuple[str, str]:
    return _("邮件被退回"), _(
        "结果又放回了%(hall)s。请核对收件地址后让大厅重新寄，或者带身份证件来领取。"
    ) % {"hall": told.hall}


def _handed_over(told: _Told) -> tuple[str, str]:
    return _("结果已经送达"), _("如果您没有收到，请马上联系大厅。")


def _revoked(told: _Told) -> tuple[str, str]:
    text = _("编号 %(number)s 的证照从现在起不再有效。理由见部门的决定。")
    return _("证照已被撤销"), text % {"number": told.data.get("number", "")}


def _item_withdrawn(told: _Told) -> tuple[str, str]:
    text = _("这个事项不再办理，其他事项照常办理。") + told.fallen
    return _("“%(item)s”已撤回") % told.named, text


def _withdrawn(told: _Told) -> tuple[str, str]:
    return _("申请已撤回"), _("没办完的事项不再办理；已经作出的决定仍然有效。")


def _lapsed(told: _Told) -> tuple[str, str]:
    return _("申请已失效"), _("这份申请长时间没有补正，已经失效。需要办理的，请重新申请。")


def _delivery(told: _Told) -> tuple[str, str]:
    way = _("邮寄") if told.data.get("way") == "post" else _("到窗口领取")
    text = _("现在的领取方式是：%(way)s。如果不是您本人改的，请马上联系大厅。")
    return _("领取方式已更改"), text % {"way": way}


def _signatures_asked(told: _Told) -> tuple[str, str]:
    return _("请签名人确认"), _("每位签名人都有一个自己的链接。全部确认以后，申请才能提交。")


def _signature_declined(told: _Told) -> tuple[str, str]:
    return _("有签名人没有同意"), _("请和签名人核对填写的内容，改好后再请其确认。")


def _signed(told: _Told) -> tuple[str, str]:
    return _("签名人都已确认"), _("现在可以提交申请了。")


SAYING: dict[NoticeKind, Saying] = {
    NoticeKind.RECEIVED: _received,
    NoticeKind.CORRECTED: _corrected,
    NoticeKind.MENDED: _mended,
    NoticeKind.ACCEPTED: _accepted,
    NoticeKind.CORRECTION: _correction,
    NoticeKind.REFUSED: _refused,
    NoticeKind.ITEM_CORRECTION: _item_correction,
    NoticeKind.ITEM_CORRECTED: _item_corrected,
    NoticeKind.ITEM_APPROVED: _item_approved,
    NoticeKind.ITEM_REJECTED: _item_rejected,
    NoticeKind.ITEM_NOT_ACCEPTED: _item_not_accepted,
    NoticeKind.PAUSED: _paused,
    NoticeKind.RESUMED: _resumed,
    NoticeKind.READY: _ready,
    NoticeKind.REMINDED: _reminded,
    NoticeKind.SENT: _sent,
    NoticeKind.RETURNED: _returned,
    NoticeKind.HANDED_OVER: _handed_over,
    NoticeKind.REVOKED: _revoked,
    NoticeKind.ITEM_WITHDRAWN: _item_withdrawn,
    NoticeKind.WITHDRAWN: _withdrawn,
    NoticeKind.LAPSED: _lapsed,
    NoticeKind.DELIVERY: _delivery,
    NoticeKind.SIGNATURES_ASKED: _signatures_asked,
    NoticeKind.SIGNATURE_DECLINED: _signature_declined,
    NoticeKind.SIGNED: _signed,
    **LATER,
    **PROMISES,
}


def _day(at: Any) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
