"""Lockout after five failures, without writing down what people typed.

Wrong passwords, wrong one-time codes and wrong second factors of one account share one counter.
People type their phone or ID number into the sign-in field; django-axes would store it in the
clear, so it is given a name that means the account and nothing else.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from axes.conf import settings
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.accounts.accounts import account_called
from portal.accounts.models import User

TYPED_IN = ("login", "username", "email")
TOO_MANY_REQUESTS = 429


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """The name under which failures are counted: one per account, however it was addressed.

    Sign-in name, phone and e-mail of one account share a counter; names of nobody are counted under
    a keyed hash. ``None`` when nothing was typed.
    """
    given = credentials or {}
    typed = next((given[key] for key in TYPED_IN if given.get(key)), None)
    if typed is None:
        typed = next((request.POST[key] for key in TYPED_IN if request.POST.get(key)), None)
    if not typed:
        return None
    return counted_as(str(typed))


def counted_as(typed: str) -> str:
    """The name under which failures of whatever was typed are counted."""
    typed = typed.strip().lower()
    known = account_called(typed)
    return name_of(known) if known is not None else name_of_nobody(typed)


def name_of(user: User) -> str:
    return f"user-{user.pk}"


def name_of_nobody(typed: str) -> str:
    return "nobody-" + salted_hmac("portal.accounts.lockout", typed).hexdigest()[:24]


def waiting(names: Iterable[str]) -> set[str]:
    """Those of these counted names that have to wait, in one query."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    return set(
        AccessAttempt.objects.filter(
            username__in=names,
            failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
            attempt_time__gte=since,
        ).values_list("username", flat=True)
    )


def locked(request: HttpRequest, who: str) -> bool:
    """Whether whoever is called ``who`` (known or not) has to wait."""
    return not AxesProxyHandler.is_allowed(request, {"username": who})


def count_failure(request: HttpRequest, who: str) -> None:
    """One more failure; at the fifth the lockout page takes the place of this request's answer."""
    user_login_failed.send(sender=__name__, credentials={"username": who}, request=request)


def locked_page(request: HttpRequest) -> HttpResponse:
    return render(request, "account/locked.html", status=TOO_MANY_REQUESTS)
