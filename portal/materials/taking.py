"""Put one file to one material: looked through, kept, handed in, and the scanner called."""

from __future__ import annotations

from typing import IO

from django.core.files.base import File
from django.utils.translation import gettext as _

from applicants.documents import store
from applicants.models import Document
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import HandedMaterial, Submission
from portal.scanning.tasks import scan_soon


def keep(
    submission: Submission, stream: IO[bytes] | File[bytes], *, name: str, by: Actor
) -> Document:
    """Take a file into the applicant's vault. Raises ``DocumentRefused``."""
    document = store(submission.applicant, stream, name=name, by=by)
    scan_soon(document.sha256)
    return document


def hand_in(submission: Submission, key: str, document: Document, *, by: Actor) -> HandedMaterial:
    """Put a kept document to a material; twice is once. Raises what ``attach`` raises."""
    return services.attach(submission.pk, material_key=key, document=document, by=by)


def not_taken(name: str, why: object) -> str:
    """The one sentence about a file that was refused."""
    shown = name[:80].replace("\0", "\N{REPLACEMENT CHARACTER}")
    return _("“%(name)s”没有上传：%(why)s") % {"name": shown, "why": why}
