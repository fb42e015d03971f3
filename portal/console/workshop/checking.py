"""Checks while somebody types, all proofs on demand, and the schema the editor completes from."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from bundles.catalogue.authoring import Definition, Local
from bundles.catalogue.editions import reading
from portal.console.workshop.editing import Words
from portal.console.workshop.page import edition_of, render_edition, told


@require_POST
def check(request: HttpRequest, edition: int) -> HttpResponse:
    """Findings of what is on the page right now; nothing is kept."""
    found, words = edition_of(request, edition), Words.of(request)
    seen = reading.checked(
        words.text[:500_000], words.place[:500_000], code=found.code, division=found.division
    )
    return JsonResponse({"findings": [asdict(one) for one in told(seen.findings)]})


@require_safe
def proof(request: HttpRequest, edition: int) -> HttpResponse:
    """Every proof, and what was covered, of the words as they are kept."""
    found = edition_of(request, edition)
    seen = reading.proved(found.text, found.place, code=found.code, division=found.division)
    context = {"findings": told(seen.findings), "coverage": seen.coverage}
    return render_edition(request, "console/workshop/proof.html", found, context)


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """JSON Schema of the two texts, from the models that read them."""
    response = JsonResponse(_schema())
    response["Cache-Control"] = "private, max-age=3600"
    return response


@cache
def _schema() -> dict[str, Any]:
    return {"text": Definition.model_json_schema(), "place": Local.model_json_schema()}
