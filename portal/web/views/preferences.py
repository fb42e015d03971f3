"""Language and letter size, chosen by a button on every page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from portal.web.context import SIZE_COOKIE

A_YEAR = 365 * 24 * 3600


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Form fields: ``language`` (zh-hans, en), ``next``. Unknown languages change nothing."""
    chosen = request.POST.get("language", "")
    known = chosen in dict(settings.LANGUAGES)
    return _remembered(request, settings.LANGUAGE_COOKIE_NAME, chosen if known else "")


@require_POST
def size(request: HttpRequest) -> HttpResponse:
    """Form fields: ``size`` (normal, large), ``next``."""
    chosen = request.POST.get("size", "")
    return _remembered(request, SIZE_COOKIE, chosen if chosen in ("normal", "large") else "")


def _remembered(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = redirect(back)
    if value:
        response.set_cookie(
            cookie,
            value,
            max_age=A_YEAR,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response
