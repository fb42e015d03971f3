"""The words of tus 1.0.0: headers in, headers out."""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from portal.web.resumable.begin import Announced
from portal.web.resumable.models import PartialUpload, UploadKind
from portal.web.resumable.receive import ALGORITHMS, Checksum

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,expiration,termination,checksum"
BODY: Final = "application/offset+octet-stream"
CHECKSUM_MISMATCH: Final = 460  # of tus, not of HTTP


class Malformed(ValueError):
    """A header that is missing or cannot be read; the message is for developers."""


def announced(request: HttpRequest) -> Announced:
    """What ``Upload-Length`` and ``Upload-Metadata`` say. Raises ``Malformed``."""
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    try:
        return Announced(
            name=told.get("filename", ""),
            length=number(request, "Upload-Length"),
            kind=UploadKind(told.get("kind", UploadKind.FILE.value)),
            fingerprint=_fingerprint(told.get("fingerprint", "")),
            replaces=UUID(told["replaces"]) if told.get("replaces") else None,
        )
    except ValueError as error:
        raise Malformed(str(error)) from None


def number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Malformed(f"{header} must be a whole number of bytes.")
    return int(text)


def checksum(request: HttpRequest) -> Checksum | None:
    """``Upload-Checksum: sha256 <base64>``, when it is sent at all. Raises ``Malformed``."""
    text = request.headers.get("Upload-Checksum")
    if text is None:
        return None
    algorithm, _space, digest = text.partition(" ")
    if algorithm not in ALGORITHMS:
        raise Malformed(f"Upload-Checksum takes {', '.join(ALGORITHMS)}.")
    return Checksum(algorithm, _decoded(digest))


def told(response: HttpResponse, upload: PartialUpload | None = None) -> HttpResponse:
    """Put on what every answer says."""
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    if upload is not None:
        response["Upload-Offset"] = str(upload.offset)
        response["Upload-Length"] = str(upload.length)
        response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    return response


def options() -> HttpResponse:
    response = told(HttpResponse(status=204))
    response["Tus-Version"] = VERSION
    response["Tus-Extension"] = EXTENSIONS
    response["Tus-Max-Size"] = str(settings.DOCUMENT_MAX_BYTES)
    response["Tus-Checksum-Algorithm"] = ",".join(ALGORITHMS)
    return response


def _metadata(text: str) -> dict[str, str]:
    found = {}
    for pair in filter(None, (one.strip() for one in text.split(","))):
        key, _space, value = pair.partition(" ")
        try:
            found[key] = _decoded(value).decode()
        except UnicodeDecodeError:
            raise Malformed(f"Upload-Metadata: {key} is not UTF-8.") from None
    return found


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed("A value is not base64.") from None


def _fingerprint(text: str) -> str:
    if len(text) > 64 or not text.isascii() or not (text.isalnum() or not text):
        raise Malformed("fingerprint takes up to 64 letters and digits.")
    return text
