"""What is told of promises, their checks, and what comes of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.notices.kinds import NoticeKind

if TYPE_CHECKING:
    from portal.notices.wording import _Told


def _named(told: _Told) -> dict[str, str]:
    until = told.data.get("until", "")
    supervising = told.item.supervised_by
    return {
        "item": str(told.item.name),
        "department": str(told.item.department.name),
        "supervising": str(supervising.name),
        "until": date_format(date.fromisoformat(until), "DATE_FORMAT") if until else "",
    }


def _kept(told: _Told) -> tuple[str, str]:
    text = _("%(supervising)s核查过了，与您承诺的一致，您不用做什么。")
    return _("“%(item)s”核查通过") % _named(told), text % _named(told)


def _broken(told: _Told) -> tuple[str, str]:
    text = _(
        "核查发现与您承诺的不符，请在 %(until)s 前改正。具体问题写在责令改正通知书里；"
        "逾期不改正的，结果会被撤销。"
    )
    return _("请改正“%(item)s”") % _named(told), text % _named(told)


def _put_right(told: _Told) -> tuple[str, str]:
    text = _("%(supervising)s确认您已经改正，结果继续有效。")
    return _("“%(item)s”已确认改正") % _named(told), text % _named(told)


def _not_put_right(told: _Told) -> tuple[str, str]:
    text = _("改正的期限已过，问题没有改正。%(department)s将决定是否撤销。已经改正的，请马上告知。")
    return _("“%(item)s”逾期没有改正") % _named(told), text % _named(told)


def _withdrawn(told: _Told) -> tuple[str, str]:
    text = _("这个事项改按一般程序办理，期限也按一般程序计算。要补交的材料见办件页面。")
    return _("“%(item)s”的承诺已撤回") % {"item": str(told.item.name)}, text


PROMISES: dict[NoticeKind, Callable[[_Told], tuple[str, str]]] = {
    NoticeKind.PROMISE_KEPT: _kept,
    NoticeKind.PROMISE_BROKEN: _broken,
    NoticeKind.PUT_RIGHT: _put_right,
    NoticeKind.NOT_PUT_RIGHT: _not_put_right,
    NoticeKind.PROMISE_WITHDRAWN: _withdrawn,
}
