"""Finding what one needs: by word, by event of life, by place. Nobody has to sign in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bundles.catalogue.finding import selectors
from bundles.catalogue.finding.document import LifeEvent, finding, life_event
from bundles.catalogue.finding.words import LONGEST
from bundles.catalogue.models import EntryKind
from departments import places
from portal.web.places import COUNTRY, EVERYWHERE, chosen_place


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """``?q=`` is what was typed; ``event``, ``kind``, ``division``, ``page``: all can be shared."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    event = life_event(request.GET.get("event", ""))
    kind = request.GET.get("kind", "")
    kind = kind if kind in EntryKind.values else ""
    place = chosen_place(request)
    found = selectors.find(
        text, place=place, event=event.key if event else "", kind=kind, page=_page(request)
    )
    context = {
        "section": "search",
        "text": text,
        "found": found,
        "elsewhere": place is not None and not found.total and _is_anywhere(text, event, kind),
        "place": place,
        "kind": kind,
        "kinds": EntryKind.choices,
        "event": event,
        "events": finding().events,
        "address": _address(request, "q", "division", "event", "kind"),
        "kept": _address(request, "q", "division"),
    }
    return render(request, "web/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The list under the search box, as HTML; empty for nothing typed."""
    text = request.GET.get("q", "").strip()
    place = chosen_place(request)
    found = selectors.suggestions(text, place=place) if text else []
    context = {"text": text, "entries": found, "place": place}
    return render(request, "web/suggestions.html", context)


@require_safe
def life(request: HttpRequest, key: str) -> HttpResponse:
    """All that one event of a life or a business calls for."""
    event = life_event(key)
    if event is None:
        raise Http404
    place = chosen_place(request)
    found = selectors.find("", place=place, event=event.key)
    context = {"section": "search", "event": event, "found": found, "place": place}
    return render(request, "web/life.html", context)


@require_safe
def choose_place(request: HttpRequest) -> HttpResponse:
    """From the region down to the township, one step a page; ``?in=`` is where one is."""
    here = places.place(request.GET.get("in", ""))
    here = here if here is not None and here.level > COUNTRY else None
    context = {
        "section": "front",
        "here": here,
        "line": places.line(here.code)[:-1] if here else (),
        "choices": places.choices(here.code if here else ""),
        "country": EVERYWHERE,
        "next": request.GET.get("next", "/"),
    }
    return render(request, "web/places.html", context)


def _is_anywhere(text: str, event: LifeEvent | None, kind: str) -> bool:
    found = selectors.find(text, event=event.key if event else "", kind=kind)
    return bool(found.total)


def _page(request: HttpRequest) -> int:
    typed = request.GET.get("page", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1


def _address(request: HttpRequest, *keys: str) -> str:
    """What a link that changes one thing begins with: these parameters as they are."""
    kept = {key: request.GET[key] for key in keys if request.GET.get(key)}
    return f"?{urlencode(kept)}&" if kept else "?"
