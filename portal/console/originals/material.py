"""Put pages and files to one material at the counter, and hold them against the original."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from PIL import Image

from applicants.contents import FileType, named_type
from applicants.exceptions import ApplicantError
from applicants.filenames import clean_name
from applicants.models import Document
from applicants.pictures import jpeg
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import CaseworkError
from bundles.casework.models import HandedMaterial, Submission
from portal.console.errors import PageIncomplete, Refusal
from portal.console.forms import ids_in
from portal.console.intake.own import helper_of, intake_case
from portal.console.originals.counter import back, for_material, material_page
from portal.console.originals.pages import MaterialLine, after, material_lines
from portal.console.originals.viewer import draft_files
from portal.console.site import page
from portal.materials import taking, tray
from portal.materials.exceptions import UploadRefused
from portal.materials.models import ScanPage
from portal.materials.uploads import refused_uploads, too_big

HOMES: Final = {"all": "admin:originals", "intake": "admin:intake_page"}
"""Pages with a line for each material, by what the line says it goes back to."""


@require_safe
def all_materials(request: HttpRequest, token: UUID) -> HttpResponse:
    """Every material of the draft beside the viewer: what is there, what is wanted, compared."""
    submission = intake_case(request, token)
    lines = material_lines(submission)
    names = {line.key: line.name for line in lines}
    context = {
        "title": _("收取材料"),
        "content_title": _("收取材料"),
        "submission": submission,
        "lines": lines,
        "upcoming": after(lines, ""),
        "files": draft_files(submission, [one for line in lines for one in line.files], names),
    }
    return page(request, "console/originals/all.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_material
def material(request: HttpRequest, submission: Submission, line: MaterialLine) -> HttpResponse:
    """The page of one material. Post (multipart): ``file``, once or several times.

    Pictures become pages in the tray, a PDF is handed in as it is. Good files are kept even when
    another one of the same post is refused.
    """
    if request.method != "POST":
        return material_page(request, submission, line.key)
    files = request.FILES.getlist("file")
    problems = [too_big(name) for _field, name in refused_uploads(request)]
    if not files and not problems:
        problems = [_("请先选择文件，再点“添加”。")]
    for file in files:
        try:
            take(
                submission,
                line,
                file.read(),
                name=file.name or "",
                by=helper_of(request, submission),
            )
        except (ApplicantError, CaseworkError, UploadRefused) as refused:
            problems.append(taking.not_taken(file.name or "", refused))
    if problems:
        told = Refusal(422, problems[0], problems[1:])  # type: ignore[arg-type]
        return material_page(request, submission, line.key, refused=told, status=422)
    return back(line)


def take(submission: Submission, line: MaterialLine, read: bytes, *, name: str, by: Actor) -> None:
    """One file: into the tray if it is a picture, else into the vault and handed in."""
    if named_type(clean_name(name)) is not FileType.PDF:
        tray.add(submission, line.key, tray.picture(BytesIO(read), name))
        return
    hand_in(submission, line, taking.keep(submission, BytesIO(read), name=name, by=by), by=by)


@require_POST
@for_material
def change_page(
    request: HttpRequest, submission: Submission, line: MaterialLine, scan: UUID
) -> HttpResponse:
    """Turn, move or remove one page: ``do``. A page that is gone already changes nothing."""
    found = tray.pages(submission, line.key).filter(token=scan).first()
    if found is not None:
        change(found, request.POST.get("do", ""))
    return back(line)


def change(found: ScanPage, what: str) -> None:
    match what:
        case "right":
            tray.turn(found, 1)
        case "left":
            tray.turn(found, 3)
        case "up":
            tray.move(found, -1)
        case "down":
            tray.move(found, 1)
        case "remove":
            tray.remove(found)
        case _:
            raise PageIncomplete


@require_POST
@for_material
def make(request: HttpRequest, submission: Submission, line: MaterialLine) -> HttpResponse:
    """Hand in the pages of the tray as one PDF. ``compared`` says they agree with the original.

    A second click finds an empty tray and changes nothing.
    """
    by, shown = helper_of(request, submission), list(tray.pages(submission, line.key))
    if shown:
        documents = _documents(submission, line, shown, by=by)
        with transaction.atomic():
            handed = [hand_in(submission, line, one, by=by) for one in documents]
            if request.POST.get("compared"):
                services.compare(
                    submission.pk, material_key=line.key, handed=[one.pk for one in handed], by=by
                )
        tray.clear(shown)
        kept = ngettext("%(name)s已收，共 %(n)d 页。", "%(name)s已收，共 %(n)d 页。", len(shown))
        messages.success(request, kept % {"name": line.name, "n": len(shown)})
    return onward(submission, line)


def onward(submission: Submission, line: MaterialLine) -> HttpResponse:
    """To the next material that is still wanting; when nothing is, on to the signatures."""
    upcoming = after(material_lines(submission), line.key)
    if upcoming is None or upcoming.key == line.key:
        address = reverse("admin:intake_page", args=[submission.token])
        return redirect(f"{address}#signing")
    return back(upcoming)


def hand_in(
    submission: Submission, line: MaterialLine, document: Document, *, by: Actor
) -> HandedMaterial:
    """Put a kept file to the material; where only one may be, it takes the place of the other."""
    with transaction.atomic():
        if line.replaces:
            for one in line.files:
                if one.sha256 != document.sha256:
                    services.detach(submission.pk, handed_id=one.pk, by=by)
        return taking.hand_in(submission, line.key, document, by=by)


def _documents(
    submission: Submission, line: MaterialLine, shown: list[ScanPage], *, by: Actor
) -> list[Document]:
    """One PDF of all pages; where none is taken, each page as a picture the way it is turned."""
    if line.as_pdf:
        name = _("%(material)s-扫描件.pdf") % {"material": line.name.replace("/", "-")}
        return [taking.keep(submission, BytesIO(tray.made(shown)), name=name, by=by)]
    return [
        taking.keep(submission, BytesIO(_turned(one)), name=f"{line.key}-{one.place}.jpg", by=by)
        for one in shown
    ]


def _turned(one: ScanPage) -> bytes:
    content = tray.content(one)
    if not one.turned:
        return content
    with Image.open(BytesIO(content), formats=["JPEG"]) as picture:
        return jpeg(picture.rotate(-90 * one.turned, expand=True))


@require_POST
@for_material
def compare(request: HttpRequest, submission: Submission, line: MaterialLine) -> HttpResponse:
    """「与原件核对一致」: ``compared`` ticks it, without it the tick is taken back.

    ``handed`` are the files the clerk saw; one that has come since stays uncompared.
    """
    by, key = helper_of(request, submission), line.key
    if request.POST.get("compared"):
        looked = ids_in(request.POST.getlist("handed"), most=100)
        services.compare(submission.pk, material_key=key, handed=looked, by=by)
    else:
        services.take_back_comparison(submission.pk, material_key=key, by=by)
    home = HOMES.get(request.POST.get("then", ""))
    if home:
        return redirect(f"{reverse(home, args=[submission.token])}#m-{key}")
    return back(line)


@require_POST
@for_material
def remove(
    request: HttpRequest, submission: Submission, line: MaterialLine, handed: int
) -> HttpResponse:
    """Take one file back out of the draft; a second time changes nothing."""
    services.detach(submission.pk, handed_id=handed, by=helper_of(request, submission))
    messages.success(request, _("文件已删除。"))
    return back(line)
