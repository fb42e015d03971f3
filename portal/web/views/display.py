"""The screen in the hall: which number goes to which window."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bundles.reception.selectors import called_now, standings
from departments.models import Hall

SHOWN: Final = 7
"""More lines than that cannot be read from the back row."""


@require_safe
@never_cache
def display(request: HttpRequest, hall: str) -> HttpResponse:
    """Public by the hall's code: numbers and windows, never a person. Renews itself."""
    found = Hall.objects.filter(code=hall).first()
    if found is None:
        raise Http404
    called = called_now(found, limit=SHOWN)
    lines = standings(found)
    context = {
        "hall": found,
        "called": called,
        "lines": lines,
        "waiting": sum(one.waiting for one in lines),
        "now": timezone.localtime(),
        "letters": {one.line.letter: one.line for one in lines},
    }
    return render(request, "web/kiosk/display.html", context)
