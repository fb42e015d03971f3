"""Where e-mail goes: one address (``EMAIL_URL``) becomes Django's mail settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SCHEMES = ("smtp", "smtp+tls", "smtps", "file", "console")
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
SECONDS = 10
"""How long a mail server may take to answer; a letter that did not get out is tried again later."""


def mail_settings(url: str | None, *, folder: Path) -> dict[str, Any]:
    """Django's mail settings for ``url``; without one, letters are files in ``folder``.

    ``smtp+tls://user:password@host:587`` (STARTTLS), ``smtps://…`` (TLS from the first byte),
    ``smtp://host``, ``file:///folder``, ``console:``. ``portal.env`` has refused anything else.
    """
    parts = urlsplit(url or f"file://{folder}")
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file":
        return {
            "EMAIL_BACKEND": "portal.mail_files.EmailBackend",
            "EMAIL_FILE_PATH": unquote(parts.path),
        }
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": int(parse_qs(parts.query).get("timeout", [SECONDS])[0]),
    }


def sender_address(given: str | None, site_url: str) -> str:
    """Whom letters come from: as given, else the portal at its own host."""
    host = urlsplit(site_url).hostname or "localhost"
    return given or f"noreply@{host}"
