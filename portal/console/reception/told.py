"""Refusals of the floor, told on the page they came from."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from bundles.reception.exceptions import NoSuchTicket, ReceptionError
from departments.shifts import ShiftError
from portal.accounts.staff.kept import safe

View = Callable[..., HttpResponseBase]


def told(view: View) -> View:
    """A stale page, a double click, a taken seat: a sentence, and the page as it stands now.

    A number of another hall is 404.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NoSuchTicket as error:
            raise Http404 from error
        except (ReceptionError, ShiftError) as error:
            messages.warning(request, str(error))
            return back(request)

    return answered


def back(request: HttpRequest) -> HttpResponseBase:
    """To the page the button stood on, if it is ours; else to the window's own page."""
    if there := safe(request.POST.get("next", "")):
        return redirect(there)
    return redirect("admin:reception")


def number_in(text: str) -> int:
    """What a select sends; nonsense is nothing that exists."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
