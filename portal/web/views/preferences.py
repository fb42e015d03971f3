"""Language, letter size and place, chosen by a button on every page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from departments import places
from portal.web.remembering import remember


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Form fields: ``language`` (zh-hans, en), ``next``. Unknown languages change nothing."""
    chosen = request.POST.get("language", "")
    return _remembered(request, "language", chosen if chosen in dict(settings.LANGUAGES) else "")


@require_POST
def size(request: HttpRequest) -> HttpResponse:
    """Form fields: ``size`` (normal, large), ``next``."""
    chosen = request.POST.get("size", "")
    return _remembered(request, "size", chosen if chosen in ("normal", "large") else "")


@require_POST
def place(request: HttpRequest) -> HttpResponse:
    """Form fields: ``place`` (12 digits; of the country: everywhere), ``next``."""
    chosen = places.place(request.POST.get("place", ""))
    return _remembered(request, "place", chosen.code if chosen else "")


def _remembered(request: HttpRequest, what: str, value: str) -> HttpResponse:
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = redirect(back)
    if value:
        remember(request, response, what, value)
    return response
