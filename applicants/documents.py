"""Files people keep here: taken in as a stream, looked through, sealed, given back."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Protocol

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from applicants.contents import FileType, inspect, named_type
from applicants.exceptions import Empty, NotSafe, TooLarge
from applicants.filenames import clean_name
from applicants.locking import content_locked
from applicants.models import Applicant, Document, ScanState
from applicants.models.document import address

MAX_BYTES = 20 * 1024 * 1024  # unless DOCUMENT_MAX_BYTES says otherwise
IN_MEMORY = 1024 * 1024  # larger files wait on disk, in a file that has no name
PIECE = 64 * 1024


class Actor(Protocol):
    """Whoever uploads: the applicant, an agent, a helper at the hall."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> object: ...


@dataclass(frozen=True, slots=True)
class Received:
    """A file that arrived whole: seekable bytes, how many, and their SHA-256."""

    file: IO[bytes]
    size: int
    sha256: str


def store(owner: Applicant, stream: "IO[bytes] | File[bytes]", *, name: str, by: Actor) -> Document:
    """Take in a file for its owner: PDF, JPEG or PNG, at most ``DOCUMENT_MAX_BYTES``.

    A PDF is kept byte by byte, a picture redrawn (``pictures``): what is kept then is what is
    handed in. Reads no further than the limit. Raises a ``DocumentRefused`` that says what to do;
    nothing is kept then. The same content a second time, also what was kept of it, returns the
    document there already is, under its first name.
    """
    title = clean_name(name)
    claimed = named_type(title)
    with _receive(stream) as arrived:
        if known := _known(owner, arrived, claimed):
            return known
        content = inspect(arrived.file, claimed)
        received = arrived if content.redrawn is None else _received(content.redrawn)
        with content_locked(received.sha256):  # nobody deletes it before its row is there
            vault().save(address(received.sha256), File(received.file))
            document, __ = Document.objects.get_or_create(
                owner=owner,
                sha256=received.sha256,
                defaults={
                    "name": title,
                    "media_type": content.media_type,
                    "size": received.size,
                    "pages": content.pages,
                    "stored_by": f"{by.kind}:{by.id}",
                },
            )
    _refuse_unsafe(document)
    return document


def _known(owner: Applicant, received: Received, claimed: FileType) -> Document | None:
    """What was looked through before need not be again."""
    known = Document.objects.filter(
        owner=owner, sha256=received.sha256, media_type=claimed.media_type
    ).first()
    if known is not None:
        _refuse_unsafe(known)
    return known


def open_document(document: Document) -> "File[bytes]":
    """Open a document's bytes for reading; the caller closes it. Raises ``NotSafe``.

    Whose it is has been asked before: take the document from ``selectors.document_of``.
    """
    _refuse_unsafe(document)
    return vault().open(document.address)


def record_scan(sha256: str, *, clean: bool) -> int:
    """Write down what the virus scanner said of a content, for every document that holds it.

    Returns how many those are. A later verdict replaces an earlier one.
    """
    state = ScanState.CLEAN if clean else ScanState.REFUSED
    return Document.objects.filter(sha256=sha256).update(scan_state=state)


def vault() -> Storage:
    """Return the storage that keeps the bytes, each content once, under its SHA-256."""
    return storages["vault"]


@contextmanager
def _receive(stream: "IO[bytes] | File[bytes]") -> Iterator[Received]:
    """Read a stream to its end, or to the limit. Raises ``TooLarge``, ``Empty``."""
    limit = int(getattr(settings, "DOCUMENT_MAX_BYTES", MAX_BYTES))
    if _announced(stream) > limit:
        raise too_large(limit)
    digest, size = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
        while piece := stream.read(PIECE):
            size += len(piece)
            if size > limit:
                raise too_large(limit)
            digest.update(piece)
            spool.write(piece)
        if not size:
            raise Empty
        yield Received(spool, size, digest.hexdigest())


def _received(content: bytes) -> Received:
    return Received(BytesIO(content), len(content), hashlib.sha256(content).hexdigest())


def _announced(stream: "IO[bytes] | File[bytes]") -> int:
    """Return the size a stream says it has, or 0: an upload that lies is measured anyway."""
    size = getattr(stream, "size", None)
    return size if isinstance(size, int) else 0


def too_large(limit: int) -> TooLarge:
    """The refusal of a file over ``limit`` bytes."""
    message = _("文件超过 {limit} MB，请压缩或拆分后重新上传。")
    return TooLarge(format_lazy(message, limit=f"{limit / 1024 / 1024:g}"))


def _refuse_unsafe(document: Document) -> None:
    if document.scan_state == ScanState.REFUSED:
        raise NotSafe
