"""The lists of the handover, twenty to a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django_stubs_ext import StrPromise

from bundles.issuance import selectors
from portal.console.desk.counting import BoundedPaginator
from portal.console.gate import hall_of
from portal.console.handover.lists import lines, parcel_lines, tabs, today
from portal.console.site import page

PER_PAGE: Final = 20

LISTS: Final[dict[str, tuple[StrPromise, Callable[[int], QuerySet[Any]]]]] = {
    "ready": (gettext_lazy("货架上没有待领取的结果。"), selectors.ready),
    "overdue": (gettext_lazy("没有超期未领的结果。"), selectors.overdue),
    "post": (gettext_lazy("没有在途的邮件。"), selectors.underway),
    "scans": (gettext_lazy("纸质签字的送达回证都已扫描存档。"), selectors.unscanned),
    "today": (
        gettext_lazy("今天还没有交付结果。"),
        lambda hall: selectors.handed_over_on(hall, today()),
    ),
}


@require_safe
def handovers(request: HttpRequest, which: str) -> HttpResponse:
    """One list: ``ready``, ``overdue``, ``post``, ``scans`` or ``today``."""
    if which not in LISTS:
        raise Http404
    empty, rows = LISTS[which]
    found = rows(hall_of(request).pk)
    if which != "post":
        found = found.select_related("submission__applicant").prefetch_related("certificates")
    shown = BoundedPaginator(found, PER_PAGE).get_page(request.GET.get("page"))
    drawn = parcel_lines if which == "post" else lines
    return page(
        request,
        "console/handover/list.html",
        {
            "title": _("结果交付"),
            "content_title": _("结果交付"),
            "which": which,
            "empty": empty,
            "tabs": tabs(request, which),
            "page": shown,
            "lines": drawn(list(shown.object_list)),
            "overdue_days": selectors.OVERDUE_AFTER.days,
        },
    )
