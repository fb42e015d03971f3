"""Photograph a paper page by page and make one PDF of it."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.exceptions import ApplicantError, DocumentRefused
from bundles.casework.exceptions import CaseworkError
from bundles.casework.models import Submission
from bundles.casework.services import room_for
from bundles.catalogue.definition import BundleMaterial
from portal.form.pages import Work, opened
from portal.materials import taking, tray
from portal.materials.exceptions import UploadRefused
from portal.materials.models import ScanPage
from portal.materials.uploads import refused_uploads, too_big
from portal.web.people import acting, for_applicants, own_case
from portal.web.resumable.views import asked_material
from portal.web.views.upload_words import words

PDF = "application/pdf"


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def scan(request: HttpRequest, token: UUID, key: str) -> HttpResponse:
    """The tray of pages. Post (multipart): ``page`` once or several times, ``replaces``."""
    work = opened(own_case(request, token))
    material = _scannable(work, key)
    errors: list[str] = []
    if request.method == "POST":
        errors = _add(request, work.submission, key)
        if not errors:
            return redirect(work.url("scan", key=key))
    return _shown(request, work, material, errors)


@require_POST
@for_applicants
def change(request: HttpRequest, token: UUID, key: str, page: UUID) -> HttpResponse:
    """Turn, move or remove one page: ``do``. A page that is gone already changes nothing."""
    work = opened(own_case(request, token))
    _scannable(work, key)
    found = tray.pages(work.submission, key).filter(token=page).first()
    if found is not None:
        _do(request.POST.get("do", ""), found)
    return redirect(f"{work.url('scan', key=key)}#pages")


@require_safe
@for_applicants
def thumbnail(request: HttpRequest, token: UUID, key: str, page: UUID) -> HttpResponse:
    submission = own_case(request, token)
    found = tray.pages(submission, key).filter(token=page).first()
    if found is None:
        raise Http404
    try:
        small = tray.thumbnail(found)
    except FileNotFoundError as error:  # removed a moment ago
        raise Http404 from error
    return HttpResponse(small, content_type="image/jpeg")


@require_POST
@for_applicants
def make(request: HttpRequest, token: UUID, key: str) -> HttpResponse:
    """One PDF of all pages, handed in; a second click finds an empty tray and changes nothing."""
    work = opened(own_case(request, token))
    material, submission = _scannable(work, key), work.submission
    shown = list(tray.pages(submission, key))
    if not shown:
        return redirect(work.url("material", key=key))
    by = acting(request, submission)
    name = _("%(material)s-扫描件.pdf") % {"material": str(material.name).replace("/", "-")}
    try:
        room_for(submission, material, 0)
        document = taking.keep(submission, BytesIO(tray.made(shown)), name=name, by=by)
        taking.hand_in(submission, key, document, by=by)
    except (DocumentRefused, CaseworkError) as refused:
        return _shown(request, work, material, [taking.not_taken(name, refused)])
    except FileNotFoundError:  # another click has made it, or took a page out
        left = tray.pages(submission, key).exists()
        return redirect(work.url("scan" if left else "material", key=key))
    tray.clear(shown)
    told = ngettext("%(pages)d 页已合成一个 PDF。", "%(pages)d 页已合成一个 PDF。", len(shown))
    messages.success(request, told % {"pages": len(shown)})
    return redirect(work.url("material", key=key))


def _shown(
    request: HttpRequest, work: Work, material: BundleMaterial, errors: list[str]
) -> HttpResponse:
    pages = list(tray.pages(work.submission, material.key))
    again = request.GET.get("retake") or request.POST.get("replaces")
    context = {
        "section": "cases",
        "work": work,
        "material": material,
        "pages": pages,
        "retaken": next((one for one in pages if str(one.token) == again), None),
        "most": tray.MOST_PAGES,
        "full": len(pages) >= tray.MOST_PAGES,
        "errors": errors,
        "limit": settings.DOCUMENT_MAX_BYTES // (1024 * 1024),
        "words": words(),
    }
    return render(request, "web/scan.html", context, status=422 if errors else 200)


def _scannable(work: Work, key: str) -> BundleMaterial:
    material: BundleMaterial = asked_material(work, key)
    if PDF not in material.accept:
        raise Http404
    return material


def _add(request: HttpRequest, submission: Submission, key: str) -> list[str]:
    files = request.FILES.getlist("page")
    errors = [too_big(name) for field, name in refused_uploads(request) if field == "page"]
    if not files and not errors:
        return [_("请先拍照或选择照片，再点“添加”。")]
    replaces = _token(request.POST.get("replaces", ""))
    for file in files:
        try:
            picture = tray.picture(file, file.name or "")
            tray.add(submission, key, picture, replaces=replaces)
        except (ApplicantError, UploadRefused) as refused:
            errors.append(taking.not_taken(file.name or "", refused))
        replaces = None
    return errors


def _token(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as error:
        raise BadRequest from error


def _do(what: str, page: ScanPage) -> None:
    match what:
        case "right":
            tray.turn(page, 1)
        case "left":
            tray.turn(page, 3)
        case "up":
            tray.move(page, -1)
        case "down":
            tray.move(page, 1)
        case "remove":
            tray.remove(page)
        case _:
            raise BadRequest
