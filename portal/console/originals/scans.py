"""The clerk's scanner folder: looked into, and taken from when a material is named."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from applicants.contents import FileType, inspect
from applicants.exceptions import ApplicantError
from bundles.casework.models import Submission
from portal.console.errors import PageIncomplete
from portal.console.gate import clerk_of
from portal.console.intake.own import helper_of, intake_case
from portal.console.originals import scanner_folder
from portal.console.originals.counter import back, for_material, window_label
from portal.console.originals.material import take
from portal.console.originals.pages import MaterialLine
from portal.console.originals.viewer import KEPT_NOWHERE
from portal.materials import tray


@require_POST
@for_material
def take_scans(request: HttpRequest, submission: Submission, line: MaterialLine) -> HttpResponse:
    """Assign scanned files to this material: ``scan``, once or several times, in their order.

    Only then do they leave the folder. One that is refused stays where it is, with the sentence.
    """
    folder, keys = _folder(request), request.POST.getlist("scan")[:100]
    if not keys:
        raise PageIncomplete
    for key in keys:
        scan, read = scanner_folder.content(folder, key)
        name = scanner_folder.picture_name(scan)
        take(submission, line, read, name=name, by=helper_of(request, submission))
        scanner_folder.set_aside(folder, key)
    return back(line)


@require_safe
def small_scan(request: HttpRequest, token: UUID, scan: str) -> HttpResponse:
    """A small picture of a scanned file; of a PDF or of rubbish there is none."""
    intake_case(request, token)
    try:
        found, read = scanner_folder.content(_folder(request), scan)
        kind = found.kind
        if kind is None or kind is FileType.PDF:
            raise Http404
        redrawn = inspect(scanner_folder.as_stream(read), kind).redrawn or b""
        small = tray.small(redrawn, kind.name)
    except (ApplicantError, scanner_folder.ScannerRefused) as error:
        raise Http404 from error
    response = HttpResponse(small, content_type="image/jpeg")
    response["Cache-Control"] = KEPT_NOWHERE
    return response


def _folder(request: HttpRequest) -> Path:
    folder = scanner_folder.folder_of(clerk_of(request), window_label(request))
    if folder is None:
        raise Http404
    return folder
