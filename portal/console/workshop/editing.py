"""The editor: the author's page. Nothing typed is lost, and no page wipes another one's words."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bundles.catalogue import editions
from bundles.catalogue.edition import Edition, EditionState
from bundles.catalogue.editions import reading
from bundles.catalogue.editions.exceptions import EditionError, EditionFaulty, EditionStale
from portal.accounts.models import StaffEventKind
from portal.console.forms import seen_of
from portal.console.gate import clerk_of
from portal.console.workshop.page import edition_of, render_edition, told
from portal.console.workshop.records import noted

PAGE = "console/workshop/edition.html"


@dataclass(frozen=True, slots=True)
class Words:
    """What one page sends."""

    text: str
    place: str
    note: str

    @classmethod
    def of(cls, request: HttpRequest) -> Words:
        sent = (request.POST.get(name, "") for name in ("text", "place", "note"))
        return cls(*(one.replace("\r\n", "\n") for one in sent))


@require_safe
def edition(request: HttpRequest, edition: int) -> HttpResponse:
    """The author's draft to write in; for everybody else, and later, to read."""
    found = edition_of(request, edition)
    return _page(request, found, Words(found.text, found.place, found.note))


@require_POST
def write(request: HttpRequest, edition: int) -> HttpResponse:
    """Keep the words; ``then`` says whether to check or to offer them as well.

    A script that saves while somebody types asks for JSON and is told the new revision, or that
    another page was faster.
    """
    edition_of(request, edition)
    words, seen, me = Words.of(request), seen_of(request), clerk_of(request)
    quiet = request.headers.get("Accept") == "application/json"
    try:
        kept = editions.write(
            edition, text=words.text, place=words.place, note=words.note, seen=seen, by=me
        )
    except EditionStale as refused:
        return _stale(request, edition, words, refused, quiet=quiet)
    except EditionError as refused:
        if quiet:
            return JsonResponse({"message": str(refused)}, status=HTTPStatus.CONFLICT)
        return _page(request, edition_of(request, edition), words, refused=refused)
    if quiet:
        return JsonResponse({"revision": kept.revision})
    return _then(request, kept, words)


def _then(request: HttpRequest, kept: Edition, words: Words) -> HttpResponse:
    match request.POST.get("then", ""):
        case "offer":
            return _offer(request, kept, words)
        case "proof" | "compare" | "preview" as tab:
            return redirect(f"admin:workshop_{tab}", edition=kept.pk)
    messages.success(request, _("已保存，还没有提交审核。"))
    return redirect("admin:workshop_edition", edition=kept.pk)


def _offer(request: HttpRequest, kept: Edition, words: Words) -> HttpResponse:
    try:
        with transaction.atomic():
            done = editions.offer(kept.pk, seen=kept.revision, by=clerk_of(request))
            noted(request, StaffEventKind.EDITION_OFFERED, done, reason=done.note)
    except EditionError as refused:
        return _page(request, edition_of(request, kept.pk), words, refused=refused)
    messages.success(request, _("已提交，等另一位负责人或督办人员审核。"))
    return redirect("admin:workshop_edition", edition=kept.pk)


def _stale(
    request: HttpRequest, number: int, words: Words, refused: EditionStale, *, quiet: bool
) -> HttpResponse:
    """Both texts stay: this page's in the editor, the other's beside it with what differs."""
    found = edition_of(request, number)
    if quiet:
        said = {"message": str(refused), "revision": found.revision}
        return JsonResponse(said, status=HTTPStatus.CONFLICT)
    other = {
        "other": found,
        "other_changes": changes(found.text, words.text),
        "other_place_changes": changes(found.place, words.place),
    }
    return _page(request, found, words, refused=refused, **other)


def _page(
    request: HttpRequest,
    found: Edition,
    words: Words,
    *,
    refused: EditionError | None = None,
    **more: Any,
) -> HttpResponse:
    writes = found.state == EditionState.DRAFT and found.author_id == clerk_of(request).pk
    context: dict[str, Any] = {"words": words, "writes": writes, **more}
    if found.kind == "text" and not isinstance(refused, EditionFaulty) and writes:
        seen = reading.checked(words.text, words.place, code=found.code, division=found.division)
        context["findings"] = told(seen.findings)
    return render_edition(request, PAGE, found, context, refused=refused)


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """Lines that differ, each with its kind: ``-`` only before, ``+`` only after, ``@`` where."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return [(line[:1] or " ", line) for line in list(lines)[2:]]
