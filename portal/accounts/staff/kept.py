"""What was posted to a locked screen: sealed into the page, and sent on once it is unlocked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from cryptography.fernet import InvalidToken
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from applicants.keys import field_ring

LASTS: Final = 12 * 3600  # seconds: no longer than a session
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Posted:
    """A form as it was sent, without its files: those are chosen again."""

    path: str
    fields: list[tuple[str, str]]


def seal(request: HttpRequest) -> str:
    """The posted form, readable by nobody who looks at the page; '' for a page merely opened."""
    if request.method != "POST":
        return ""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    content = {"user": request.user.pk, "path": request.get_full_path(), "fields": fields}
    return field_ring().encrypt(json.dumps(content).encode()).decode()


def unseal(request: HttpRequest, token: str) -> Posted | None:
    """What ``seal`` put away for this very officer; None for anything else."""
    if not token:
        return None
    try:
        content = json.loads(field_ring().decrypt(token.encode(), ttl=LASTS))
    except (InvalidToken, ValueError, TypeError):
        return None
    if content.get("user") != request.user.pk:
        return None
    return Posted(content["path"], [(name, value) for name, value in content["fields"]])


def address(request: HttpRequest) -> str:
    """Where to go on afterwards."""
    if request.method == "GET":
        return request.get_full_path()
    return ""


def safe(path: str) -> str:
    """``path`` if it is an address of this portal, else ''."""
    return path if path.startswith("/") and url_has_allowed_host_and_scheme(path, None) else ""
