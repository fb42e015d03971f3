"""The desk: what waits for the hall's window, oldest first; and the lists behind it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bundles.casework.selectors.queues import stalled_of_hall
from portal.console.desk.problems import problems
from portal.console.desk.queues import Queue, cases, counts, lines, standing_in
from portal.console.gate import clerk_of, hall_of
from portal.console.handover.batches import ready_of_hall
from portal.console.pages.values import in_english
from portal.console.site import page

ON_THE_DESK: Final = 8
"""Cases of one queue shown at once; the rest is one click away."""
PER_PAGE: Final = 20
LONGEST_QUERY: Final = 40


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    hall = hall_of(request)
    number_in = counts(hall.code)
    stalled = stalled_of_hall(hall.code).order_by("stalled_at")
    sections = [
        {
            "queue": queue,
            "count": number_in[queue],
            "lines": lines(standing_in(queue, hall.code)[:ON_THE_DESK]),
        }
        for queue in (Queue.WAITING, Queue.RESUBMITTED, Queue.IN_REVIEW)
    ]
    return page(
        request,
        "console/desk/home.html",
        {
            "title": _("工作台"),
            "content_title": _("工作台"),
            "hall_name": hall.name_en if in_english() else hall.name,
            "clerk": clerk_of(request),
            "clerk_title": clerk_of(request).title_en if in_english() else clerk_of(request).title,
            "today": timezone.localdate(),
            "tiles": [(queue, number_in[queue]) for queue in number_in],
            "sections": sections,
            "ready": ready_of_hall(hall.code, limit=ON_THE_DESK),
            "problems": problems(stalled[:ON_THE_DESK]),
            "problem_count": stalled.count(),
            "on_the_desk": ON_THE_DESK,
        },
    )


@require_safe
def queue_list(request: HttpRequest, queue: str) -> HttpResponse:
    """One queue, twenty to a page."""
    if queue not in Queue.values:
        raise Http404
    chosen, hall = Queue(queue), hall_of(request)
    shown = Paginator(standing_in(chosen, hall.code), PER_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "console/desk/queue.html",
        {
            "title": chosen.label,
            "content_title": chosen.label,
            "queue": chosen,
            "queues": list(Queue),
            "page": shown,
            "lines": lines(shown.object_list),
        },
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find a case of the own hall by its number, or by how the number ends or begins."""
    query = request.GET.get("number", "").strip().upper()[:LONGEST_QUERY]
    plain = query.isascii() and query.isalnum()
    own = cases(hall_of(request).code)
    if plain and (found := own.filter(number=query).first()):
        return redirect("admin:case", number=found.number)
    matching = own.filter(number__contains=query) if plain and len(query) >= 4 else own.none()
    shown = Paginator(
        matching.select_related("applicant").order_by("-submitted_at", "-id"), PER_PAGE
    ).get_page(request.GET.get("page"))
    return page(
        request,
        "console/desk/search.html",
        {
            "title": _("查找办件"),
            "content_title": _("查找办件"),
            "query": query,
            "page": shown,
            "lines": lines(shown.object_list),
        },
        status=HTTPStatus.OK if not query or shown.object_list else HTTPStatus.NOT_FOUND,
    )
