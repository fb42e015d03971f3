"""The list behind a figure: the same rows the figure counted."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bundles.catalogue import versions
from bundles.reception.selectors.figures import lasted, waited
from departments.models import Department
from portal.console.gate import hall_of
from portal.console.pages.values import in_english
from portal.console.reception.floor import bundle_names
from portal.console.site import page
from portal.console.supervision.figures import FIGURES, PARTS, Asked, Kind, rows_of
from portal.console.supervision.period import period_of

PER_PAGE: Final = 30


@require_safe
def listed(request: HttpRequest, figure: str) -> HttpResponse:
    if figure not in FIGURES:
        raise Http404
    hall, period, shown = hall_of(request), period_of(request), FIGURES[figure]
    parts = {
        name: request.GET[name][:50]
        for name in (*PARTS[shown.kind], "channel")
        if name in request.GET
    }
    asked = Asked(hall, period, timezone.now())
    rows = _with_names(shown.kind, rows_of(figure, asked, parts))
    paged = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    title = str(shown.title)
    return page(
        request,
        "console/supervision/listed.html",
        {
            "title": title,
            "content_title": title,
            "kind": shown.kind.value,
            "period": period,
            "narrowed": _in_words(request, parts),
            "page": paged,
            "lines": [_line(shown.kind, row) for row in paged.object_list],
            "query": urlencode({"days": period.days, **parts}),
        },
    )


def _with_names(kind: Kind, rows: Any) -> Any:
    if kind is Kind.CASE:
        return rows.order_by("-submitted_at", "-id")
    if kind is Kind.ITEM:
        rows = rows.select_related("department", "submission")
        return rows.defer("submission__answers", "submission__refusal")
    if kind is Kind.TICKET:
        rows = rows.select_related("window", "submission").order_by("taken_at", "id")
        return rows.defer("submission__answers", "submission__refusal")
    return rows


def _line(kind: Kind, row: Any) -> dict[str, Any]:
    """A row with the words it is shown with."""
    if kind is Kind.CASE:
        return {"row": row, "case": row, "bundle": versions.version(row.version_id).name}
    if kind is Kind.TICKET:
        return {
            "row": row,
            "case": row.submission,
            "waited": waited(row) if row.first_called_at else None,
            "lasted": lasted(row) if row.serving_at and row.finished_at else None,
        }
    version = versions.version(row.submission.version_id)
    line = {"row": row, "case": row.submission, "bundle": version.name}
    if kind is Kind.ITEM:
        department = row.department
        line["item"] = version.item(row.key).name
        line["department"] = department.short_name_en if in_english() else department.short_name
    return line


def _in_words(request: HttpRequest, parts: dict[str, str]) -> list[str]:
    """Which part of the figure this is."""
    said = []
    if "hour" in parts:
        said.append(_("%s 时") % parts["hour"])
    if channel := parts.get("channel"):
        said.append(_("窗口") if channel == "counter" else _("网上"))
    if window := parts.get("window"):
        said.append(_("%s 号窗口") % window)
    if code := parts.get("bundle"):
        said.append(bundle_names(hall_of(request)).get(code, code))
    if code := parts.get("department"):
        found = Department.objects.filter(code=code.replace("\0", "")).first()
        said.append(str(found.short_name) if found else code)
    return said
