"""Letting a person in whose identity was just proven, through allauth's remaining stages."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import (
    get_authentication_records,
    perform_login,
    record_authentication,
)
from allauth.account.internal.flows.signup import complete_signup
from allauth.account.models import Login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.accounts.models import User

FRESH = 15 * 60  # seconds: so long after proving who one is, delicate things need no second proof

View = Callable[..., HttpResponse]


def let_in(request: HttpRequest, user: User, *, by: str, then: str | None = None) -> HttpResponse:
    """Sign ``user`` in; a second factor, if they have one, is asked for first.

    ``by`` names how they proved it (``code``, ``password``). Locked and inactive people are
    answered with a page.
    """
    record_authentication(request, user, method=by)
    answer: HttpResponse = perform_login(request, Login(user=user, redirect_url=then))
    return answer


def welcome(request: HttpRequest, user: User, *, then: str) -> HttpResponse:
    """Sign somebody in who has just signed up."""
    record_authentication(request, user, method="code")
    answer: HttpResponse = complete_signup(request, user=user, redirect_url=then)
    return answer


def proven_again(request: HttpRequest) -> None:
    record_authentication(request, request.user, method="again", reauthenticated=True)


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person at this session proved who they are in the last quarter of an hour."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - max(each["at"] for each in records) < FRESH


def freshly(view: View) -> View:
    """Open to the signed-in only, and only soon after they proved who they are."""

    @wraps(view)
    @login_required
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else reverse("account_profile")
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")

    return guarded
