"""Files and pages as they are: of a draft at the counter, and pages of a case's PDFs."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from applicants.documents import open_document
from applicants.models import Document
from bundles.casework.models import HandedMaterial
from portal.console.acceptance.handed_file import POLICY, filed_material
from portal.console.errors import REFUSED, refusal
from portal.console.intake.own import intake_case
from portal.console.originals.viewer import KEPT_NOWHERE, PDF, drawn_page
from portal.console.site import page
from portal.console.views.cases import case_of
from portal.materials import tray
from portal.materials.models import ScanPage


@require_safe
def file(request: HttpRequest, token: UUID, handed: int) -> HttpResponseBase:
    """One file of the draft as it was handed in."""
    found = _handed(request, token, handed)
    try:
        content = open_document(found.document)
    except REFUSED as error:
        told = refusal(error)
        return page(
            request, "console/originals/unopened.html", {"refused": told}, status=told.status
        )
    response = FileResponse(content, content_type=found.media_type, filename=found.name)
    return _closely_kept(response)


@require_safe
def file_page(request: HttpRequest, token: UUID, handed: int, number: int) -> HttpResponse:
    """One page of a PDF of the draft as a picture."""
    return _picture(_handed(request, token, handed).document, number)


@require_safe
def case_page_picture(
    request: HttpRequest, number: str, sha256: str, page_number: int
) -> HttpResponse:
    """One page of a PDF of the case's last filing as a picture."""
    return _picture(filed_material(case_of(request, number), sha256).document, page_number)


@require_safe
def small_file(request: HttpRequest, token: UUID, handed: int) -> HttpResponse:
    """A small picture of a file: of a photograph itself, of a PDF its first page."""
    document = _handed(request, token, handed).document
    try:
        if document.media_type == PDF:
            drawn = drawn_page(document, 1)
            small = tray.small(drawn.content, "jpeg") if drawn.status_code == HTTPStatus.OK else b""
        else:
            with open_document(document) as content:
                small = tray.small(content.read(), document.media_type.rpartition("/")[2])
    except REFUSED as error:
        raise Http404 from error
    if not small:
        raise Http404
    return _jpeg(small)


@require_safe
def small_page(request: HttpRequest, token: UUID, key: str, scan: UUID) -> HttpResponse:
    """A page of the tray, small, the way it is turned."""
    return _of_tray(request, token, key, scan, small=True)


@require_safe
def whole_page(request: HttpRequest, token: UUID, key: str, scan: UUID) -> HttpResponse:
    """A page of the tray as large as it is kept."""
    return _of_tray(request, token, key, scan, small=False)


def _of_tray(
    request: HttpRequest, token: UUID, key: str, scan: UUID, *, small: bool
) -> HttpResponse:
    found = ScanPage.objects.filter(
        submission=intake_case(request, token), material_key=key, token=scan
    ).first()
    if found is None:
        raise Http404
    try:
        return _jpeg(tray.thumbnail(found) if small else tray.content(found))
    except FileNotFoundError as error:  # removed a moment ago
        raise Http404 from error


def _handed(request: HttpRequest, token: UUID, pk: int) -> HandedMaterial:
    files = intake_case(request, token).handed_materials.filter(superseded_at__isnull=True)
    found = files.select_related("document").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _picture(document: Document, number: int) -> HttpResponse:
    drawn = drawn_page(document, number)
    if drawn.status_code == HTTPStatus.NOT_FOUND:
        raise Http404
    return drawn


def _jpeg(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = KEPT_NOWHERE
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _closely_kept(response: FileResponse) -> FileResponse:
    response["Cache-Control"] = KEPT_NOWHERE
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response
