"""How unfold dresses the console: brand, colours, and the one menu."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

BRAND: Final = _("一件事综合窗口")


def stylesheet(request: HttpRequest) -> str:
    return static("console/console.css")


def favicon(request: HttpRequest) -> str:
    return static("favicon.svg")


def _link(title: Any, icon: str, name: str, *args: str, **more: str) -> dict[str, Any]:
    """One entry; ``key`` is the letter that leads there after ``g``, ``to`` one of
    ``desk.menu.SHOWN_TO``: who is shown it.
    """
    link = reverse_lazy(f"admin:{name}", args=args)
    return {"title": title, "icon": icon, "link": link, "to": "window", **more}


NAVIGATION: Final[list[dict[str, Any]]] = [
    {
        "items": [
            _link(_("工作台"), "space_dashboard", "index", key="d", to="desk"),
            _link(_("叫号与预约"), "confirmation_number", "reception", key="h", to="counter"),
            _link(_("窗口收件"), "person_add", "intake", key="s", to="counter"),
        ],
    },
    {
        "title": _("办件"),
        "items": [
            _link(_("待受理"), "inbox", "queue", "waiting", key="w"),
            _link(_("补正后交回"), "assignment_return", "queue", "resubmitted", key="b"),
            _link(
                pgettext_lazy("desk", "待申请人补正"), "edit_note", "queue", "correction", key="c"
            ),
            _link(_("部门办理中"), "account_tree", "queue", "in-review", key="i"),
            _link(_("待领取结果"), "approval_delegation", "queue", "results", key="r"),
            _link(_("已完成"), "task_alt", "queue", "closed", key="z"),
            _link(_("未受理、已撤回"), "block", "queue", "ended", key="x"),
        ],
    },
    {
        "title": _("结果与转件"),
        "items": [
            _link(_("到件登记"), "move_to_inbox", "arrivals", key="a"),
            _link(_("结果交付"), "handshake", "handovers", "ready", key="j"),
            _link(_("跨厅通办"), "swap_horiz", "halls", key="k"),
            _link(_("断网收件"), "cloud_off", "offline", key="o"),
            _link(_("政府付费"), "receipt_long", "subsidies", key="p"),
        ],
    },
    {
        "title": _("大厅管理"),
        "items": [
            _link(_("运行情况"), "monitoring", "supervision", key="y", to="supervision"),
            _link(_("一件事工坊"), "edit_document", "workshop", key="g", to="workshop"),
            _link(_("窗口排班"), "calendar_view_week", "reception_week", to="head"),
            _link(_("取号机与叫号屏"), "tv_displays", "reception_kiosks", to="head"),
        ],
    },
    {
        "title": _("管理"),
        "items": [
            _link(_("系统状态"), "dns", "system", key="d", to="system"),
            _link(_("人员"), "groups", "officers", key="u", to="system"),
            _link(_("工作账户"), "manage_accounts", "accounts", key="u", to="security"),
            _link(_("部门接口密钥"), "key", "keys", key="k", to="security"),
            _link(_("审计"), "policy", "audit", key="d", to="audit"),
        ],
    },
    {
        "title": _("事项库（只读）"),
        "separator": True,
        "collapsible": True,
        "items": [
            _link(_("一件事版本"), "layers", "catalogue_bundleversion_changelist", to="library"),
            _link(
                _("政务服务事项"), "checklist", "departments_serviceitem_changelist", to="library"
            ),
            _link(_("材料"), "description", "departments_material_changelist", to="library"),
            _link(_("部门"), "account_balance", "departments_department_changelist", to="library"),
            _link(_("政务服务大厅"), "storefront", "departments_hall_changelist", to="library"),
            _link(_("工作人员"), "badge", "departments_officer_changelist", to="library"),
            _link(_("行政区划"), "map", "departments_division_changelist", to="library"),
        ],
    },
    {
        "title": _("工作日历"),
        "separator": True,
        "collapsible": True,
        "items": [
            _link(
                _("节假日与调休"),
                "calendar_month",
                "departments_calendarday_changelist",
                to="library",
            ),
            _link(
                _("日历年度"),
                "event_available",
                "departments_calendaryear_changelist",
                to="library",
            ),
        ],
    },
]

UNFOLD: Final[dict[str, Any]] = {
    "SITE_TITLE": BRAND,
    "SITE_HEADER": BRAND,
    "SITE_SUBHEADER": _("政务服务大厅工作台"),
    "SITE_URL": "/",
    "SITE_SYMBOL": "approval",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": favicon}],
    "SHOW_HISTORY": False,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": True,
    "STYLES": [stylesheet],
    "BORDER_RADIUS": "4px",
    "COLORS": {
        "primary": {
            "50": "#eff5fa",
            "100": "#dceaf4",
            "200": "#bad5e9",
            "300": "#8cb9da",
            "400": "#5596c5",
            "500": "#2f78ac",
            "600": "#14578a",
            "700": "#104a76",
            "800": "#0d416a",
            "900": "#0b3454",
            "950": "#082239",
        },
    },
    "SIDEBAR": {"show_search": False, "show_all_applications": False},
}
