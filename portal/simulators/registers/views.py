"""The registers' own answers, and the page that makes one slow, fail or forget everything."""

from __future__ import annotations

import json
import time
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from portal.simulators.registers.entries import NAMES, PREMISES, entry
from portal.simulators.registers.mood import SLOW_SECONDS, Mood, mood_of, set_mood


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def switches(request: HttpRequest) -> HttpResponse:
    """Every register and how it behaves. Post: ``register`` and its ``mood`` from now on."""
    if request.method == "POST":
        register, mood = request.POST.get("register", ""), request.POST.get("mood", "")
        if register not in NAMES or mood not in Mood.values:
            raise Http404
        set_mood(register, Mood(mood))
        return redirect("simulated_registers")
    context = {
        "registers": [(key, name, mood_of(key)) for key, name in NAMES.items()],
        "moods": Mood.choices,
        "premises": PREMISES,
    }
    return render(request, "simulators/registers.html", context)


@csrf_exempt  # a service asked by machines, as the real ones are
@require_POST
def asked(request: HttpRequest, register: str) -> HttpResponse:
    """One question as docs/registers.md writes it down, and its answer."""
    mood = mood_of(register)
    if register not in NAMES:
        raise Http404
    if mood is Mood.DOWN:
        return JsonResponse({"problem": "down"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    try:
        subject = json.loads(request.body)["subject"]
        wanted = {str(key): str(value) for key, value in subject.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"problem": "not_understood"}, status=HTTPStatus.BAD_REQUEST)
    if mood is Mood.SLOW:
        time.sleep(SLOW_SECONDS)
    facts = None if mood is Mood.EMPTY else entry(register, wanted)
    if facts is None:
        return JsonResponse({"found": False})
    return JsonResponse(
        {"found": True, "facts": [{"label": label, "value": value} for label, value in facts]}
    )
