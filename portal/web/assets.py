"""Static files under addresses that change with their content, and everything textual squeezed.

Outside production there is no ``collectstatic``: the hash is a query instead of a part of the name.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, cast

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.text import compress_string

FOREVER: Final = "max-age=31536000, public, immutable"
TEXTUAL: Final = (
    "text/",
    "application/json",
    "application/javascript",
    "application/manifest+json",
    "application/problem+json",
    "image/svg+xml",
)
LARGEST_KEPT: Final = 1024 * 1024
VERSION: Final = "v"

_versions: dict[str, tuple[int, str]] = {}


class VersionedFiles(StaticFilesStorage):
    """``portal.css`` is asked for as ``portal.css?v=`` and the beginning of its hash."""

    def url(self, name: str | None) -> str:
        address = super().url(name)
        version = version_of(name or "")
        return f"{address}?{VERSION}={version}" if version else address


def version_of(name: str) -> str:
    """Ten digits of the SHA-256 of a static file, read again when it was changed; else nothing."""
    found = finders.find(name) if name not in _versions or settings.DEBUG else name
    if not found:
        return ""
    path = Path(cast(str, finders.find(name)))
    changed = path.stat().st_mtime_ns
    known = _versions.get(name)
    if known is None or known[0] != changed:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:10]
        known = _versions[name] = (changed, digest)
    return known[1]


class Squeeze(GZipMiddleware):
    """Compresses what is text, pages and static files; documents and pictures are small already.

    A secret in a compressed page could be felt out by whoever has the page repeat a guess and sees
    its length (BREACH). Nobody can from outside: the session cookie does not travel with requests
    of other sites (SameSite), the form's token is masked anew in every page, and every page is
    padded by a random length. See ``docs/decisions/0007-pages-are-compressed.md``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self.squeezed: dict[tuple[str, str], bytes] = {}
        self.lock = threading.Lock()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path_info.startswith(settings.STATIC_URL):
            self.keep_for_long(request, response)
        if not response.headers.get("Content-Type", "").startswith(TEXTUAL):
            return response
        if response.status_code == 206 or response.has_header("Content-Encoding"):
            return response
        if isinstance(response, StreamingHttpResponse):
            return self.file(request, response)
        return super().process_response(request, response)

    def keep_for_long(self, request: HttpRequest, response: HttpResponseBase) -> None:
        """An address with the right hash never means another content."""
        if response.status_code not in (200, 304):  # no file: there is nothing to look up
            return
        asked = request.GET.get(VERSION)
        if asked and asked == version_of(request.path_info.removeprefix(settings.STATIC_URL)):
            response.headers["Cache-Control"] = FOREVER

    def file(self, request: HttpRequest, response: StreamingHttpResponse) -> HttpResponseBase:
        """A static file, compressed once for each content; other streams go as they come."""
        known_by = response.headers.get("ETag") or response.headers.get("Last-Modified")
        size = int(response.headers.get("Content-Length") or LARGEST_KEPT + 1)
        static = request.path_info.startswith(settings.STATIC_URL) and response.status_code == 200
        wanted = request.method == "GET" and "gzip" in request.headers.get("Accept-Encoding", "")
        if not (known_by and static and wanted and 200 < size <= LARGEST_KEPT):
            return response
        key = (request.path_info, known_by)
        with self.lock:
            body = self.squeezed.get(key)
        if body is None:
            body = compress_string(b"".join(cast(Iterable[bytes], response.streaming_content)))
            with self.lock:
                self.squeezed[key] = body
        response.streaming_content = [body]  # its file is closed with it, at the end
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(body))
        response.headers["Vary"] = "Accept-Encoding"
        etag = response.headers.get("ETag", "")
        if etag.startswith('"'):
            response.headers["ETag"] = f"W/{etag}"
        return response
