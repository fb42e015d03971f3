"""What is ticked and written on a case is there again after signing in anew."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse

from bundles.casework.models import Submission
from portal.form.unsaved import all_typed_before, keep_posted

View = Callable[..., HttpResponseBase]


def keeps_said(view: View, *, back_to: str = "admin:case") -> View:
    """Whoever posts after their session has ended finds it on the page named ``back_to`` again.

    Nothing is done: it goes out only when the clerk presses the button anew.
    """

    @wraps(view)
    def guarded(request: HttpRequest, number: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, number, *args, **kwargs)
        token = Submission.objects.filter(number=number).values_list("token", flat=True).first()
        if token is not None:
            keep_posted(request, token)
        return redirect_to_login(reverse(back_to, args=[number]), reverse("admin:login"))

    return guarded


def said_before(request: HttpRequest, submission: Submission) -> QueryDict | None:
    """What this browser said about the case before it had to sign in again; given once."""
    here = reverse("admin:case", args=[submission.number])
    posts = [post for path, post in all_typed_before(request, submission) if path.startswith(here)]
    return posts[-1] if posts else None
