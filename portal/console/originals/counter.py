"""One material of a draft at the counter behind an address, and what a verb there is refused with.

The verbs of this room come as ``verb(request, submission, line, …)``; what they raise is told on
the page of the material.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.exceptions import ApplicantError
from bundles.casework.exceptions import CaseworkError, NotYours
from bundles.casework.models import Submission
from departments.selectors import window_of
from portal.console.errors import PageIncomplete, Refusal, refusal
from portal.console.gate import clerk_of
from portal.console.intake.own import beside_them, intake_case
from portal.console.originals.pages import MaterialLine, after, material_lines
from portal.console.originals.scanner_folder import ScannerRefused, folder_of, offered
from portal.console.originals.viewer import draft_files
from portal.console.site import page
from portal.materials import tray
from portal.materials.exceptions import UploadRefused
from portal.storage import VaultError

REFUSED: Final = (
    ApplicantError,
    CaseworkError,
    UploadRefused,
    ScannerRefused,
    PageIncomplete,
    VaultError,
    FileNotFoundError,
)
WITH_CAMERA: Final = "camera=(self), microphone=(), geolocation=()"

Verb = Callable[..., HttpResponse]


def for_material(verb: Verb) -> Verb:
    """Open one asked material of the draft, do the verb, tell a refusal on the material's page."""

    @wraps(verb)
    def view(request: HttpRequest, token: UUID, key: str, **more: Any) -> HttpResponse:
        submission = intake_case(request, token)
        line = line_of(submission, key)
        try:
            if request.method == "POST":
                beside_them(request, submission)
            return verb(request, submission, line, **more)
        except REFUSED as error:
            told = _colleagues() if isinstance(error, NotYours) else refusal(error)
            fresh = intake_case(request, token)
            return material_page(request, fresh, key, refused=told, status=told.status)

    return view


def _colleagues() -> Refusal:
    """Somebody else of the hall sits beside the applicant."""
    message = _("这份申请正由同事收件。请先回收件页接着办，再收材料。")
    return Refusal(HTTPStatus.CONFLICT, message)


def line_of(submission: Submission, key: str) -> MaterialLine:
    """The material, if it is asked for and open now; else 404."""
    line = next((one for one in material_lines(submission) if one.key == key), None)
    if line is None:
        raise Http404
    return line


def material_page(
    request: HttpRequest,
    submission: Submission,
    key: str,
    *,
    refused: Refusal | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Where one material is photographed, scanned or chosen, and held against its original."""
    lines = material_lines(submission)
    line = next((one for one in lines if one.key == key), None)
    if line is None:
        raise Http404
    folder = folder_of(clerk_of(request), window_label(request))
    context = {
        "title": line.name,
        "content_title": line.name,
        "submission": submission,
        "lines": lines,
        "line": line,
        "upcoming": after(lines, key),
        "pages": list(tray.pages(submission, key)),
        "most": tray.MOST_PAGES,
        "scanner": folder is not None,
        "scans": offered(folder) if folder else [],
        "files": draft_files(submission, line.files, {}),
        "refused": refused,
    }
    response = page(request, "console/originals/one.html", context, status=status)
    response["Permissions-Policy"] = WITH_CAMERA
    return response


def back(line: MaterialLine) -> HttpResponse:
    """To the page of the material, where what has just come is seen."""
    return redirect(line.url)


def window_label(request: HttpRequest) -> str:
    """What stands over the window the clerk sits at now; empty for who sits at none."""
    window = window_of(clerk_of(request), timezone.now())
    return window.label if window else ""
