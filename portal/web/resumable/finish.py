"""Make a file of an upload that is all there, and end those nobody goes on with."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from applicants.exceptions import ApplicantError
from applicants.models import Document
from bundles.casework.exceptions import CaseworkError
from portal.materials import parts, taking, tray
from portal.materials.exceptions import UploadRefused
from portal.materials.models import ScanPage
from portal.sealed_file import VaultError
from portal.web.people import acting_for
from portal.web.resumable.exceptions import Gone
from portal.web.resumable.models import PartialUpload, UploadKind

log = structlog.get_logger(__name__)

LINGERS: Final = timedelta(minutes=1)
PAGES_KEPT_FOR: Final = timedelta(days=7)
LEFT_OVER: Final = timedelta(hours=1)
BATCH: Final = 100

Refusals = (ApplicantError, CaseworkError, UploadRefused)


def finish(token: UUID) -> PartialUpload:
    """Hand in an upload whose last byte has come; what was refused is written down in words.

    Slow work comes first and may be repeated: the same bytes make the same document. Handing it in
    and marking the upload are one transaction, so finishing twice, or after a worker was killed
    half-way, is finishing once. An upload that is not all there is left alone. Raises ``Gone``.
    """
    uploads = PartialUpload.objects.select_related("submission__applicant", "owner__applicant")
    upload = uploads.filter(token=token).first()
    if upload is None:
        raise Gone
    if upload.finished_at is not None or not upload.complete:
        return upload
    with translation.override(upload.language):
        try:
            return _taken(upload)
        except Refusals as refused:
            return _ended(upload, str(refused))
        except (FileNotFoundError, VaultError):
            return _ended(upload, str(Gone()))


def finish_lingering() -> int:
    """Finish what is complete and waits for nobody: its tab was closed, its worker killed."""
    before = timezone.now() - LINGERS
    waiting = PartialUpload.objects.filter(
        finished_at__isnull=True, offset=F("length"), touched_at__lte=before
    )
    found = list(waiting.order_by("pk").values_list("token", flat=True)[:BATCH])
    for token in found:
        try:
            finish(token)
        except Gone:
            continue
        except Exception as error:  # noqa: BLE001 — one that always fails holds up no other
            log.warning("upload_not_finished", upload=str(token), error=type(error).__name__)
    return len(found)


def cancel(upload: PartialUpload) -> None:
    """Forget an upload and its bytes; what was made of it stays."""
    upload.delete()
    parts.forget(upload.token)


def forget_expired() -> int:
    """End uploads nobody went on with, scans nobody finished, and bytes of which no row knows."""
    now = timezone.now()
    uploads = PartialUpload.objects.filter(expires_at__lte=now)
    pages = ScanPage.objects.filter(added_at__lte=now - PAGES_KEPT_FOR)
    gone = [*uploads.values_list("token", flat=True), *pages.values_list("token", flat=True)]
    uploads.delete()
    pages.delete()
    for token in set(parts.tokens(older_than=(now - LEFT_OVER).timestamp())) - _known():
        parts.forget(token)
    return len(gone)


def _known() -> set[UUID]:
    """Every token with a row: asked after the folders were listed, a new one is among them."""
    return {
        *PartialUpload.objects.values_list("token", flat=True),
        *ScanPage.objects.values_list("token", flat=True),
    }


def _taken(upload: PartialUpload) -> PartialUpload:
    submission, person = upload.submission, upload.owner.applicant
    if person is None:
        raise Gone
    by = acting_for(person, submission.applicant)
    document: Document | None = None
    picture = b""
    with parts.joined(upload.token, upload.pieces) as stream:
        if upload.kind == UploadKind.PAGE:
            picture = tray.picture(stream, upload.name)
        else:
            document = taking.keep(submission, stream, name=upload.name, by=by)
    with transaction.atomic():
        locked = PartialUpload.objects.select_for_update().get(pk=upload.pk)
        if locked.finished_at is not None:
            return locked
        if document is not None:
            taking.hand_in(submission, upload.material_key, document, by=by)
        else:
            tray.add(
                submission,
                upload.material_key,
                picture,
                token=uuid5(upload.token, "page"),
                replaces=upload.replaces,
            )
        return _marked(locked, "")


def _ended(upload: PartialUpload, refusal: str) -> PartialUpload:
    with transaction.atomic():
        locked = PartialUpload.objects.select_for_update().get(pk=upload.pk)
        return locked if locked.finished_at is not None else _marked(locked, refusal)


def _marked(locked: PartialUpload, refusal: str) -> PartialUpload:
    locked.finished_at, locked.refusal, locked.pieces = timezone.now(), refusal, []
    locked.save(update_fields=["finished_at", "refusal", "pieces"])
    transaction.on_commit(lambda: parts.forget(locked.token))
    return locked
