"""Take the next bytes of an upload; what has arrived when the line breaks is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from portal.materials import parts
from portal.web.resumable.begin import KEPT_FOR
from portal.web.resumable.exceptions import ChecksumWrong, Gone, TooLong, WrongOffset
from portal.web.resumable.models import PartialUpload

MOST_PIECES: Final = 2000
"""Of one upload; who sends single bytes is not heard for ever."""

ALGORITHMS: Final = ("sha1", "sha256")


@dataclass(frozen=True, slots=True)
class Checksum:
    algorithm: str
    digest: bytes


def receive(
    upload: PartialUpload, body: IO[bytes], *, at: int, checksum: Checksum | None = None
) -> PartialUpload:
    """Append what ``body`` brings from offset ``at``; returns the upload as it stands then.

    The bytes are sealed to disk first and counted under the lock: of two requests for the same
    offset one is kept, the other raises ``WrongOffset``. A body that breaks off is kept as far as
    it came, unless a checksum vouches for the whole of it. Raises ``TooLong`` for more than was
    announced, ``ChecksumWrong``, ``Gone``.
    """
    if at != upload.offset:
        raise WrongOffset(upload.offset)
    if len(upload.pieces) >= MOST_PIECES:
        raise TooLong
    arriving = _Arriving(body, upload.length - at, checksum)
    with parts.sealed(upload.token, arriving) as (temporary, piece):
        arriving.hold_to_account()
        if piece[0] == 0:
            return upload
        with transaction.atomic():
            locked = _locked(upload.token)
            if at != locked.offset:
                raise WrongOffset(locked.offset)
            parts.settle(upload.token, temporary, number=len(locked.pieces), piece=piece)
            locked.pieces = [*locked.pieces, list(piece)]
            locked.offset += piece[0]
            locked.touched_at = timezone.now()
            locked.expires_at = locked.touched_at + KEPT_FOR
            locked.save(update_fields=["pieces", "offset", "touched_at", "expires_at"])
    return locked


class _Arriving:
    """The body in pieces, up to what is still awaited; a line that breaks ends it early."""

    def __init__(self, body: IO[bytes], awaited: int, checksum: Checksum | None) -> None:
        self.body, self.left, self.checksum = body, awaited, checksum
        self.digest = hashlib.new(
            checksum.algorithm if checksum else "sha256", usedforsecurity=False
        )

    def __iter__(self) -> Iterator[bytes]:
        while True:
            try:
                chunk = self.body.read(parts.PIECE)
            except OSError:  # Django's UnreadablePostError is one
                return
            if not chunk:
                return
            if len(chunk) > self.left:
                raise TooLong
            self.left -= len(chunk)
            self.digest.update(chunk)
            yield chunk

    def hold_to_account(self) -> None:
        if self.checksum is not None and self.digest.digest() != self.checksum.digest:
            raise ChecksumWrong


def _locked(token: UUID) -> PartialUpload:
    try:
        locked = PartialUpload.objects.select_for_update().get(token=token)
    except PartialUpload.DoesNotExist:
        raise Gone from None
    if locked.finished_at is not None:
        raise WrongOffset(locked.offset)
    return locked
