"""One transfer list: bags are scanned onto it here, and scanned again where it arrives."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bundles.reception.models import TransferList
from bundles.reception.selectors.passing_on import lists_of
from bundles.reception.services import passing_on
from bundles.reception.transfer_exceptions import TransferRefused
from bundles.reception.transfer_paper import transfer_pdf
from portal.accounts.actors import actor_of
from portal.console.errors import Refusal
from portal.console.gate import hall_of
from portal.console.site import page

Verb = Callable[..., HttpResponse]
LONGEST_SCAN = 40
LONGEST_CARRIER = 30


def list_of(request: HttpRequest, number: str) -> TransferList:
    """A list from or to the clerk's hall; 404 for others', and for one not sent off to here yet."""
    found = lists_of(hall_of(request)).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def for_list(verb: Verb) -> Verb:
    """Open the list, do the verb, tell a refusal on the list's page."""

    @wraps(verb)
    def view(request: HttpRequest, number: str, **more: Any) -> HttpResponse:
        transfer = list_of(request, number)
        try:
            return verb(request, transfer, **more)
        except TransferRefused as error:
            told = Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
            return list_page(request, list_of(request, number), refused=told)

    return view


@require_safe
@for_list
def show(request: HttpRequest, transfer: TransferList) -> HttpResponse:
    return list_page(request, transfer)


def list_page(
    request: HttpRequest, transfer: TransferList, *, refused: Refusal | None = None
) -> HttpResponse:
    hall = hall_of(request)
    bags = list(transfer.bags.select_related("submission__applicant", "submission__hall"))
    context = {
        "title": _("交接单"),
        "content_title": _("交接单"),
        "transfer": transfer,
        "bags": bags,
        "there": [bag for bag in bags if bag.received_at],
        "missing": [bag for bag in bags if bag.listed and not bag.received_at],
        "extra": [bag for bag in bags if not bag.listed],
        "sending": transfer.from_hall_id == hall.pk,
        "receiving": transfer.to_hall_id == hall.pk,
        "refused": refused,
        "scanned": request.POST.get("number", "")[:LONGEST_SCAN] if refused else "",
    }
    status = refused.status if refused else HTTPStatus.OK
    return page(request, "console/halls/list.html", context, status=status)


@require_POST
@for_list
def scan(request: HttpRequest, transfer: TransferList) -> HttpResponse:
    """A bag's bar code: onto an open list, or received from one on its way. Field: ``number``."""
    number = _scanned(request)
    verb = passing_on.put_on if transfer.is_open else passing_on.receive_bag
    bag = verb(transfer.pk, number=number, by=actor_of(request.user))
    if not bag.listed:
        messages.warning(
            request, _("%(number)s 不在这张交接单上，已记为多出的一袋。") % {"number": number}
        )
    else:
        messages.success(request, _("%(number)s 已登记。") % {"number": number})
    return _back(transfer)


@require_POST
@for_list
def take_off(request: HttpRequest, transfer: TransferList, bag: int) -> HttpResponse:
    """Take a bag off an open list. No fields."""
    passing_on.take_off(transfer.pk, bag_id=bag, by=actor_of(request.user))
    return _back(transfer)


@require_POST
@for_list
def send_off(request: HttpRequest, transfer: TransferList) -> HttpResponse:
    """Close the list. Field: ``carrier``, who carries it."""
    carrier = request.POST.get("carrier", "").replace("\0", "").strip()[:LONGEST_CARRIER]
    passing_on.send_off(transfer.pk, carrier=carrier, by=actor_of(request.user))
    messages.success(request, _("已封单。请打印交接单，和材料袋一起送出。"))
    return _back(transfer)


@require_POST
@for_list
def finish(request: HttpRequest, transfer: TransferList) -> HttpResponse:
    """All that came has been scanned. No fields."""
    missing = transfer.bags.filter(listed=True, received_at__isnull=True).count()
    passing_on.finish_receiving(transfer.pk, by=actor_of(request.user))
    if missing:
        messages.warning(request, _("接收完毕，缺 %(n)d 袋，已记录。") % {"n": missing})
    else:
        messages.success(request, _("接收完毕，一袋不少。"))
    return _back(transfer)


@require_safe
@for_list
def paper(request: HttpRequest, transfer: TransferList) -> HttpResponse:
    """The list to be printed and to go with the bags; only once it is closed."""
    if transfer.is_open:
        raise Http404
    pdf = transfer_pdf(transfer, at=timezone.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{transfer.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _scanned(request: HttpRequest) -> str:
    """What the scanner typed: the number alone, whatever stands around it."""
    text = request.POST.get("number", "").strip().upper()[:LONGEST_SCAN]
    return "".join(c for c in text if c.isascii() and c.isalnum())[:32] or "-"


def _back(transfer: TransferList) -> HttpResponse:
    return redirect("admin:transfer_list", number=transfer.number)
