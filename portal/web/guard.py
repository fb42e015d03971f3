"""Refuses what no page can read, before anything else looks at it."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.web.errors import refusal_page


class RefuseUnreadable:
    """Answers 400 to an address of a page with U+0000 in it; the API answers in its own form.

    PostgreSQL stores no U+0000, so every later step would fail on it in its own way. Form fields
    are looked at by the forms themselves, which can point at the field.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/api/"):
            return self.get_response(request)
        if "\0" in request.path_info or any(
            "\0" in text for key, values in request.GET.lists() for text in (key, *values)
        ):
            return refusal_page(
                request, 400, _("网址里含有系统不能识别的字符（U+0000）。请检查链接是否完整。")
            )
        return self.get_response(request)


class TellWrongMethod:
    """Puts words on a bare 405: who typed or reloaded the address of a button is told the way back.

    The API answers in its own form; probes want no page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED or answer.streaming:
            return answer
        if answer.content or request.path_info.startswith(("/api/", "/healthz", "/readyz")):
            return answer
        told = refusal_page(
            request,
            HTTPStatus.METHOD_NOT_ALLOWED,
            _("这个地址只能由页面上的按钮打开。请返回上一页，用页面上的按钮继续。"),
        )
        told["Allow"] = answer.headers.get("Allow", "")
        return told
