"""Domain errors in the words and status codes of the web door; the only file that knows both."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from bundles.casework import exceptions as casework
from bundles.catalogue.versions import VersionUnknown

STATUS: dict[type[Exception], int] = {
    casework.StaleVersion: HTTPStatus.CONFLICT,
    casework.ReviewChanged: HTTPStatus.CONFLICT,
    casework.MoveNotAllowed: HTTPStatus.CONFLICT,
    casework.TakeBackTooLate: HTTPStatus.CONFLICT,
    casework.NotAsked: HTTPStatus.CONFLICT,
    casework.NothingChanged: HTTPStatus.UNPROCESSABLE_ENTITY,
    casework.UnknownField: HTTPStatus.BAD_REQUEST,
    casework.CaseworkError: HTTPStatus.UNPROCESSABLE_ENTITY,
}
HIDDEN = (casework.NotYours, casework.NoSuchCase, VersionUnknown)  # 404: not even that it exists

View = Callable[..., HttpResponseBase]


def in_words(view: View) -> View:
    """Answer a refusal of the heart with a page that says what to do; never a 500, never a code."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except HIDDEN as error:
            raise Http404 from error
        except casework.CaseworkError as error:
            return refusal_page(request, status_of(error), str(error))

    return answered


def status_of(error: Exception) -> int:
    """The nearest class that the table names."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def refusal_page(request: HttpRequest, status: int, problem: str) -> HttpResponse:
    return render(request, "refused.html", {"problem": problem}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own 400: broken encodings, unknown hosts; too much at once is 413."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return refusal_page(
            request, 413, _("提交的内容超过了系统一次能接收的量。请返回上一页，减少后重新提交。")
        )
    return refusal_page(
        request, 400, _("地址或提交的内容里有系统不能识别的字符。请返回上一页，检查后重试。")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: nothing was done, and how to do it again."""
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
