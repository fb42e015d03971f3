"""What is told of materials that may follow, sentence by sentence."""

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
    return {
        "material": str(told.version.material(told.data["material"]).name),
        "until": date_format(date.fromisoformat(until), "DATE_FORMAT") if until else "",
    }


def _reminded(told: _Told) -> tuple[str, str]:
    text = _("您承诺 %(until)s 前补交“%(material)s”。请在办件页面上传，也可以带到大厅窗口。")
    return _("请补交“%(material)s”") % _named(told), text % _named(told)


def _lapsed(told: _Told) -> tuple[str, str]:
    text = _(
        "承诺的日期 %(until)s 已过，还没有收到“%(material)s”。现在仍可以补交；"
        "部门可以要求补正，已经办结的可以责令限期补交。"
    )
    return _("“%(material)s”逾期没有补交") % _named(told), text % _named(told)


def _handed_in(told: _Told) -> tuple[str, str]:
    text = _("“%(material)s”已收到，转给了需要它的部门。")
    return _("补交的材料已收到"), text % _named(told)


def _produced(told: _Told) -> tuple[str, str]:
    text = _("“%(material)s”已由本次办理的事项产生，部门之间直接共享，您不用再交。")
    return _("不用再补交了"), text % _named(told)


def _ordered(told: _Told) -> tuple[str, str]:
    text = _(
        "%(department)s责令您在 %(until)s 前补交“%(material)s”。具体要求见办件页面；"
        "逾期仍不补交的，部门可以依法撤销已作出的决定。"
    )
    return (
        _("请限期补交“%(material)s”") % _named(told),
        text % (_named(told) | {"department": str(told.item.department.name)}),
    )


def _order_missed(told: _Told) -> tuple[str, str]:
    text = _(
        "%(department)s责令您在 %(until)s 前补交“%(material)s”，期限已过，还没有收到。"
        "现在仍可以补交，请尽快；部门可以依法撤销已作出的决定。"
    )
    return (
        _("“%(material)s”没有按责令的期限补交") % _named(told),
        text % (_named(told) | {"department": str(told.item.department.name)}),
    )


LATER: dict[NoticeKind, Callable[[_Told], tuple[str, str]]] = {
    NoticeKind.LATER_REMINDED: _reminded,
    NoticeKind.LATER_LAPSED: _lapsed,
    NoticeKind.LATER_HANDED_IN: _handed_in,
    NoticeKind.LATER_PRODUCED: _produced,
    NoticeKind.LATER_ORDERED: _ordered,
    NoticeKind.LATER_ORDER_MISSED: _order_missed,
}
