"""Files on their way in: counted while they stream, refused at the limit, never kept beyond it."""

from __future__ import annotations

from typing import IO, Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest
from django.utils.translation import gettext as _

FILES_PER_REQUEST = 3  # so many files of full size may come with one request
HOPELESS = 50  # times the limit: not even read to its end


class CountedUpload(FileUploadHandler):
    """Stands before the handlers that store: a file past the limit is read away and not stored.

    The request goes on without the file, so that the page can say which one was too big;
    ``refused_uploads`` tells. A request of absurd size is cut off.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.limit = int(settings.DOCUMENT_MAX_BYTES)
        self.received = self.received_altogether = 0

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803 — Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.hopeless = content_length > self.limit * HOPELESS

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0
        if self.hopeless:
            self._refuse()
            raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        self.received_altogether += len(raw_data)
        too_much = self.received_altogether > self.limit * FILES_PER_REQUEST
        if self.received > self.limit or too_much:
            self._refuse()
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Nothing to give back: the handlers behind this one have the file."""

    def _refuse(self) -> None:
        if self.request is not None:
            refused = refused_uploads(self.request)
            refused.append((self.field_name or "", self.file_name or ""))
            self.request.refused_uploads = refused  # type: ignore[attr-defined]


def refused_uploads(request: HttpRequest) -> list[tuple[str, str]]:
    """Field and file name of every file that was too big to be taken."""
    return list(getattr(request, "refused_uploads", []))


def too_big(name: str) -> str:
    return _("“%(name)s”太大，没有上传。每个文件不能超过 %(limit)d MB，请压缩或拆分后再传。") % {
        "name": name[:80].replace("\0", "\N{REPLACEMENT CHARACTER}"),
        "limit": settings.DOCUMENT_MAX_BYTES // (1024 * 1024),
    }
