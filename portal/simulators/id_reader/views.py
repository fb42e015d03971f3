"""The table on which a card is laid, and what the reader's service says of it.

What lies there is kept in the cache for an hour, under the address of whoever asks: two clerks who
try the portal out at once do not read each other's cards.
"""

from http import HTTPStatus
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from portal.simulators.identity.people import PEOPLE

HOUR: Final = 3600
ADDRESS: Final = "内蒙古自治区锡林郭勒盟乌拉盖管理区巴音胡硕镇1号"
VALID_UNTIL: Final = "2036-05-20"
UNREADABLE: Final = "unreadable"


@never_cache
@require_http_methods(["GET", "POST"])
def table(request: HttpRequest) -> HttpResponse:
    """Lay a card on the reader, take it away, or lay one it cannot read. Field: ``card``."""
    if request.method == "POST":
        cache.set(_place(request), request.POST.get("card", ""), HOUR)
        return redirect("simulated_id_reader")
    context = {"people": PEOPLE, "lies": cache.get(_place(request), "")}
    return render(request, "simulators/id_reader.html", context)


@never_cache
@require_GET
def card(request: HttpRequest) -> HttpResponse:
    """What lies on the reader: 200 with the card, 404 for none, 422 for one it cannot read."""
    lies = cache.get(_place(request), "")
    if lies == UNREADABLE:
        return JsonResponse({"problem": "unreadable"}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    person = next((one for one in PEOPLE if one.id_number == lies), None)
    if person is None:
        return JsonResponse({"problem": "no_card"}, status=HTTPStatus.NOT_FOUND)
    return JsonResponse(
        {
            "name": person.name,
            "number": person.id_number,
            "address": ADDRESS,
            "valid_until": VALID_UNTIL,
        }
    )


def _place(request: HttpRequest) -> str:
    return f"simulated-id-reader-{request.META.get('REMOTE_ADDR', '')}"
