"""What the viewer shows: the files of a case or of a draft at the counter, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse

from applicants.documents import open_document
from applicants.exceptions import ApplicantError
from applicants.models import Document
from applicants.page_pictures import page_picture
from bundles.casework.models import HandedMaterial, Submission
from portal.storage import VaultError

PDF: Final = "application/pdf"
KEPT_NOWHERE: Final = "private, no-store"


@dataclass(frozen=True, slots=True)
class ViewerFile:
    """One file for ``console/originals/viewer.html``.

    ``url`` is the file as it was handed in; of a PDF the picture of page 2 is ``{url}pages/2/``.
    ``kind`` is ``pdf`` or ``image``.
    """

    url: str
    name: str
    kind: str
    pages: int
    material: str = ""


def case_files(
    submission: Submission, handed: Sequence[dict[str, Any]], names: dict[str, str]
) -> list[ViewerFile]:
    """The files of a filing in their order; ``names`` are the materials' by their keys."""
    pages = dict(
        HandedMaterial.objects.filter(submission=submission).values_list(
            "sha256", "document__pages"
        )
    )
    return [
        ViewerFile(
            url=reverse("admin:material", args=[submission.number, one["sha256"]]),
            name=one["name"],
            kind=kind_of(one["media_type"]),
            pages=pages.get(one["sha256"]) or 1,
            material=names.get(one["key"], ""),
        )
        for one in handed
    ]


def draft_files(
    submission: Submission, handed: Iterable[HandedMaterial], names: dict[str, str]
) -> list[ViewerFile]:
    """The files put to a draft so far; ``handed`` with their documents."""
    return [
        ViewerFile(
            url=reverse("admin:original_file", args=[submission.token, one.pk]),
            name=one.name,
            kind=kind_of(one.media_type),
            pages=one.document.pages or 1,
            material=names.get(one.material_key, ""),
        )
        for one in handed
        if one.document.scan_state != "refused"
    ]


def kind_of(media_type: str) -> str:
    return "pdf" if media_type == PDF else "image"


def drawn_page(document: Document, page: int) -> HttpResponse:
    """One page of a PDF as a picture; 404 past its end, 422 with a sentence when it cannot be."""
    if document.media_type != PDF or not 1 <= page <= (document.pages or 1):
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    try:
        with open_document(document) as file:
            picture = page_picture(file.read(), page)
    except (ApplicantError, VaultError, FileNotFoundError) as error:
        return HttpResponse(
            str(error), content_type="text/plain", status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = KEPT_NOWHERE
    response["X-Content-Type-Options"] = "nosniff"
    return response
