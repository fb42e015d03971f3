"""The lists behind the desk: one queue of the hall, twenty to a page."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.console.desk.counting import FARTHEST, BoundedPaginator
from portal.console.desk.queues import Queue, lines, standing_in
from portal.console.gate import hall_of
from portal.console.site import page

PER_PAGE: Final = 20


@require_safe
def queue_list(request: HttpRequest, queue: str) -> HttpResponse:
    if queue not in Queue.values:
        raise Http404
    chosen = Queue(queue)
    found = BoundedPaginator(standing_in(chosen, hall_of(request)), PER_PAGE)
    shown = found.get_page(request.GET.get("page"))
    return page(
        request,
        "console/desk/queue.html",
        {
            "title": chosen.label,
            "content_title": chosen.label,
            "queue": chosen,
            "queues": list(Queue),
            "page": shown,
            "beyond": found.beyond,
            "farthest": FARTHEST,
            "lines": lines(shown.object_list),
        },
    )
