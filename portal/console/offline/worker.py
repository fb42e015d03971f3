"""The console's service worker, and the one page it keeps: everybody's the same, nobody's data."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.console.gate import hall_of
from portal.console.offline.blank import Blank, blanks
from portal.console.offline.words import WORDS

SCRIPTS: Final = (
    "store", "line", "numbers", "sync", "state", "page", "form", "files", "checks", "slip",
)  # fmt: skip
SHELL: Final = (
    "console/console.css",
    "console/offline/offline.css",
    "console/offline/state.css",
    "favicon.svg",
    *(f"console/offline/{name}.js" for name in SCRIPTS),
)
"""What the offline page needs to look like itself and to work."""

ROOT: Final = Path(settings.BASE_DIR) / "static"
WORKER: Final = ROOT / "console" / "offline" / "worker.js"
PLACEHOLDER: Final = "const { VERSION, PAGE, SHELL } = {};"

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@require_safe
@cache_control(private=True, no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Another shell, or another form, makes it another worker."""
    forms = blanks(hall_of(request))
    response = HttpResponse(worker_source(forms), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = reverse("admin:index")
    return response


def worker_source(forms: list[Blank]) -> str:
    source = WORKER.read_text()
    assert source.count(PLACEHOLDER) == 1
    # modules import each other under their plain names, the page under their published ones
    shell = sorted({static(name) for name in SHELL} | {f"{settings.STATIC_URL}{n}" for n in SHELL})
    told: dict[str, Any] = {"PAGE": reverse("admin:offline"), "SHELL": shell}
    seed: list[Any] = [told, source, [one.id for one in forms], get_language()]
    seed += [hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in SHELL]
    told["VERSION"] = hashlib.sha256(json.dumps(seed).encode()).hexdigest()[:12]
    filled = f"const {{ VERSION, PAGE, SHELL }} = {json.dumps(told)};"
    return source.replace(PLACEHOLDER, filled)


@require_safe
@cache_control(private=True, no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """The page to take cases in without a line. Blank: whose it is is asked of the device."""
    context = {
        "hall": hall_of(request),
        "blanks": blanks(hall_of(request)),
        "words": {key: str(text) for key, text in WORDS.items()},
    }
    response = render(request, "console/offline/page.html", context)
    response["Content-Security-Policy"] = POLICY
    return response
