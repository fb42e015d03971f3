"""How the hall does today: for its head, and for who supervises it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bundles.reception.selectors.figures import Spread
from departments.models import Window
from portal.console.gate import hall_of
from portal.console.pages.values import in_english
from portal.console.reception.floor import bundle_names
from portal.console.site import page
from portal.console.supervision import pictures
from portal.console.supervision.counted import Counted
from portal.console.supervision.figures import Asked, leads_to
from portal.console.supervision.period import CHOICES, Period, period_of


@require_safe
def supervision(request: HttpRequest) -> HttpResponse:
    """``?days=`` 1, 7 or 30."""
    hall, period = hall_of(request), period_of(request)
    counted = Counted(Asked(hall, period, timezone.now()))
    names = bundle_names(hall)
    return page(
        request,
        "console/supervision/page.html",
        {
            "title": _("运行情况"),
            "content_title": _("运行情况"),
            "hall_name": hall.name_en if in_english() else hall.name,
            "period": period,
            "periods": [Period(days, period.today) for days in CHOICES],
            "now": timezone.localtime(),
            "tiles": tiles(counted),
            "charts": [pictures.intake(counted), pictures.waiting(counted)],
            "due": pictures.due(counted),
            "windows": windows(counted),
            "bundles": bundles(counted, names),
        },
    )


def tiles(counted: Counted) -> list[dict[str, Any]]:
    """The figures one looks at first: a number, what it is, and a second line beside it."""
    period = counted.asked.period
    total, back = sum(counted.intake.values()), sum(counted.sent_back.values())
    late, soon = (sum(counted.items[name].values()) for name in ("late", "due-soon"))
    settled, overdue = (sum(counted.items[name].values()) for name in ("settled", "settled-late"))
    waits, services = counted.waits, counted.services
    return [
        _tile(_("收件"), total, leads_to("handed-in", period), back=_back(period, back, total)),
        {
            "words": _("现在排队"),
            "number": counted.waiting,
            "leads": leads_to("waiting", period),
            "count": counted.waiting,
            "more": [(_("等候 %s") % _minutes(waits), "", None)],
        },
        {
            "words": _("办理用时"),
            "number": _minutes(services),
            "leads": leads_to("served", period),
            "count": len(counted.served),
            "more": [(_("办完 %d 个号") % len(counted.served), "", None)],
        },
        {
            "words": _("已超期"),
            "number": late,
            "leads": leads_to("late", period),
            "count": late,
            "bad": late > 0,
            "more": [(_("快到期 %d 项") % soon, leads_to("due-soon", period), soon)],
        },
        {
            "words": _("按时办结"),
            "number": share(settled - overdue, settled),
            "leads": leads_to("settled", period),
            "count": settled,
            "more": [(_("超期办结 %d 项") % overdue, leads_to("settled-late", period), overdue)],
        },
        {
            "words": _("已送达"),
            "number": counted.handed_over,
            "leads": leads_to("handed-over", period),
            "count": counted.handed_over,
            "more": [
                (
                    _("十天内送达 %s")
                    % share(counted.handed_over - counted.handed_over_late, counted.handed_over),
                    leads_to("handed-over-late", period),
                    counted.handed_over_late,
                ),
                (
                    _("十天没人领 %d 批") % counted.on_the_shelf,
                    leads_to("on-the-shelf", period),
                    counted.on_the_shelf,
                ),
            ],
        },
    ]


def windows(counted: Counted) -> list[dict[str, Any]]:
    """Window by window: numbers, waiting, time at the window."""
    period = counted.asked.period

    def label(ticket: Any) -> str:
        return ticket.window.label if ticket.window else ""

    waits, services = counted.waits_by(label), counted.services_by(label)
    found = []
    for window in Window.objects.filter(hall=counted.asked.hall).order_by("label"):
        served, waited = services.get(window.label), waits.get(window.label)
        found.append(
            {
                "label": window.label,
                "called": _count(waited),
                "called_leads": leads_to("called", period, window=window.label),
                "served": _count(served),
                "served_leads": leads_to("served", period, window=window.label),
                "missed": counted.missed[window.label],
                "missed_leads": leads_to("missed", period, window=window.label),
                "wait": _minutes(waited),
                "service": _minutes(served),
            }
        )
    return found


def bundles(counted: Counted, names: dict[str, str]) -> list[dict[str, Any]]:
    """Bundle by bundle: taken in, sent back, late, settled in time."""
    period = counted.asked.period
    codes = {
        *names,
        *(code for _hour, _way, code in counted.intake),
        *(code for rows in counted.items.values() for _dep, _name, code in rows),
    }
    found = []
    for code in sorted(codes):
        taken = sum(many for (_h, _w, one), many in counted.intake.items() if one == code)
        items = {
            name: sum(many for (_d, _n, one), many in rows.items() if one == code)
            for name, rows in counted.items.items()
        }
        settled = items["settled"]
        found.append(
            {
                "name": names.get(code, code),
                "taken": taken,
                "taken_leads": leads_to("handed-in", period, bundle=code),
                "back": counted.sent_back[code],
                "back_leads": leads_to("sent-back", period, bundle=code),
                "back_share": share(counted.sent_back[code], taken),
                "late": items["late"],
                "late_leads": leads_to("late", period, bundle=code),
                "soon": items["due-soon"],
                "soon_leads": leads_to("due-soon", period, bundle=code),
                "settled": settled,
                "settled_leads": leads_to("settled", period, bundle=code),
                "in_time": share(settled - items["settled-late"], settled),
            }
        )
    return found


def share(part: int, whole: int) -> str:
    """``97%``; nothing of nothing is no share."""
    return f"{100 * part / whole:.0f}%" if whole else "—"


def _tile(words: str, number: int, leads: str, *, back: Any) -> dict[str, Any]:
    return {"words": words, "number": number, "leads": leads, "count": number, "more": [back]}


def _back(period: Period, back: int, total: int) -> tuple[str, str, int]:
    return _("补正率 %s") % share(back, total), leads_to("sent-back", period), back


def _minutes(of: Spread | None) -> str:
    return _("%(minutes).0f 分钟") % {"minutes": of.median} if of else "—"


def _count(of: Spread | None) -> int:
    return of.count if of else 0
