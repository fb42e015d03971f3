"""The audit administrator's pages: three books, a check of a case's chain, an export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applicants.identity import mask_numbers
from bundles.casework.ledger import breaks
from bundles.casework.models import Submission
from portal.accounts.models import StaffEventKind, User
from portal.accounts.staff.records import record
from portal.console.gate import hall_of
from portal.console.people.books import BOOKS, FIELDS, Asked, Book, Line
from portal.console.site import page
from portal.console.spreadsheet import spreadsheet

PER_PAGE: Final = 50


@dataclass(frozen=True)
class Checked:
    """What the check of one case's chain found."""

    number: str
    events: int
    broken: str


@require_safe
def audit(request: HttpRequest, book: str = "ledger") -> HttpResponse:
    """One of the books, newest entries first."""
    return _page(request, _book(book))


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Recompute the chain of one case of this hall, link by link."""
    number = request.POST.get("number", "").replace("\0", "").strip().upper()[:40]
    found = Submission.objects.filter(number=number, hall=hall_of(request)).first()
    if found is None:
        return _page(request, BOOKS["ledger"], wrong=_("本大厅没有这个编号的办件。"))
    broken = next(iter(breaks([found])), None)
    checked = Checked(number, found.chain_length, str(broken or ""))
    assert isinstance(request.user, User)
    record(StaffEventKind.VERIFIED, by=request.user, about=number, whole=broken is None)
    return _page(request, BOOKS["ledger"], checked=checked)


@require_POST
def export(request: HttpRequest, book: str) -> HttpResponseBase:
    """What the page shows, all of it, as a table for a spreadsheet; that it was taken is kept."""
    chosen, asked = _book(book), Asked.of(request.POST.dict())
    assert isinstance(request.user, User)
    limits = {name: mask_numbers(str(value)) for name in FIELDS if (value := getattr(asked, name))}
    record(StaffEventKind.EXPORTED, by=request.user, about=book, **limits)
    heads = (_("时间"), _("操作人"), _("工号"), _("事项"), _("对象"), _("理由"))
    lines = map(_cells, chosen.every(hall_of(request), asked))
    name = f"audit-{book}-{timezone.localdate():%Y%m%d}.csv"
    return spreadsheet(heads, lines, name=name)


def _cells(line: Line) -> tuple[str, ...]:
    at = timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M:%S")
    return at, line.who, line.officer, line.what, line.about, line.reason


def _book(key: str) -> Book:
    if key not in BOOKS:
        raise Http404
    return BOOKS[key]


def _page(
    request: HttpRequest, book: Book, *, wrong: str = "", checked: Checked | None = None
) -> HttpResponse:
    asked = Asked.of(request.GET.dict() if request.method != "POST" else request.POST.dict())
    before = request.GET.get("before", "")
    oldest = int(before) if before.isdecimal() and len(before) < 19 else None
    lines = book.newest(hall_of(request), asked, before=oldest, most=PER_PAGE + 1)
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "title": _("审计"),
        "book": book,
        "books": BOOKS.values(),
        "asked": asked,
        "query": query.urlencode(),
        "lines": lines[:PER_PAGE],
        "older": lines[PER_PAGE - 1].id if len(lines) > PER_PAGE else None,
        "wrong": wrong,
        "checked": checked,
    }
    return page(request, "console/people/audit.html", context, status=422 if wrong else 200)
