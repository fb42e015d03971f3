"""What is to be handed in, and putting files to it."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import Sum
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.documents import open_document
from applicants.exceptions import DocumentRefused
from applicants.models import Document
from bundles.casework import services
from bundles.casework.exceptions import CaseworkError
from bundles.casework.models import HandedMaterial, Submission
from bundles.casework.services.attach import MOST_BYTES
from bundles.catalogue.materials import PlannedMaterial
from portal.accounts.models import User
from portal.form.fetched import fetched
from portal.form.pages import Work, opened
from portal.materials import taking, tray
from portal.materials.uploads import refused_uploads, too_big
from portal.web.people import acting, for_applicants, own_case
from portal.web.resumable.begin import open_uploads
from portal.web.vault import offered
from portal.web.views.upload_words import words

SHOWN = ("image/jpeg", "image/png")
MB = 1024 * 1024


@require_safe
@for_applicants
def listed(request: HttpRequest, token: UUID) -> HttpResponse:
    """What is asked for, with what is there, and what nobody asks for any more, with the reason."""
    work = opened(own_case(request, token))
    if not work.editing.whole:
        return redirect("web:case", token=token)
    handed, looked_up = work.handed(), fetched(work)
    known = {one.planned.material.key for one in looked_up}
    context = {
        "section": "cases",
        "work": work,
        "asked": [(one, handed.get(one.material.key, [])) for one in work.plan.asked],
        "later": [(one, handed.get(one.material.key, [])) for one in work.plan.later],
        "promised": work.plan.promises,
        "spared": [
            one
            for one in work.plan.materials
            if one.stand in ("spared", "fetched") and one.material.key not in known
        ],
        "missing": sum(one.material.key not in handed for one in work.plan.asked),
        "unsafe": _unsafe(work.submission),
        "fetched": looked_up,
    }
    answer = render(request, "web/materials.html", context)
    if any(one.running for one in looked_up):  # at most ten seconds; the page holds nothing typed
        answer["Refresh"] = "4"
    return answer


@require_POST
@for_applicants
def look_up(request: HttpRequest, token: UUID, key: str) -> HttpResponse:
    """Have the register asked once more; what is found or under way stays as it is."""
    submission = own_case(request, token)
    by = acting(request, submission)
    services.look_up_again(submission.pk, material_key=key, by=by)
    work = opened(submission)
    return redirect(f"{work.url('materials' if work.editing.whole else 'correction')}#fetched")


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def material(request: HttpRequest, token: UUID, key: str) -> HttpResponse:
    """Files of one material. Post (multipart): ``file``, once or several times; or ``document``,
    the number of one that was handed in before.

    Good files are kept even when another one of the same post is refused; the page then says of
    each refused one why (422).
    """
    work = opened(own_case(request, token))
    if not work.editing.open:
        return redirect("web:case", token=token)
    planned = _planned(work, key)
    errors: list[str] = []
    if request.method == "POST":
        take = _use_again if "document" in request.POST else _take
        errors = take(request, work, planned)
        if not errors:
            return redirect(work.url("material", key=key))
        work = opened(own_case(request, token))
    context = _page(request, work, planned) | {"errors": errors}
    return render(request, "web/material.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def remove(request: HttpRequest, token: UUID, key: str, handed: int) -> HttpResponse:
    """Ask whether one file is to be taken back, and take it back. A second time changes nothing."""
    work = opened(own_case(request, token))
    planned = _planned(work, key)
    if request.method == "POST":
        services.detach(work.submission.pk, handed_id=handed, by=acting(request, work.submission))
        messages.success(request, _("文件已删除。"))
        return redirect(work.url("material", key=key))
    found = next((one for one in work.handed().get(key, []) if one.pk == handed), None)
    if found is None:
        return redirect(work.url("material", key=key))
    context = {"section": "cases", "work": work, "material": planned.material, "file": found}
    return render(request, "web/material_remove.html", context)


@require_safe
@for_applicants
def download(request: HttpRequest, token: UUID, handed: int) -> HttpResponseBase:
    """One file as it was handed in, to its owner only."""
    found = _handed(own_case(request, token), handed)
    try:
        content = open_document(found.document)
    except DocumentRefused as refused:
        return render(request, "refused.html", {"problem": str(refused)}, status=422)
    return FileResponse(
        content, as_attachment=True, filename=found.name, content_type=found.media_type
    )


@require_safe
@for_applicants
def thumbnail(request: HttpRequest, token: UUID, handed: int) -> HttpResponse:
    """A small picture of a photograph that was handed in; of anything else there is none."""
    found = _handed(own_case(request, token), handed)
    if found.media_type not in SHOWN:
        raise Http404
    try:
        with open_document(found.document) as content:
            small = tray.small(content.read(), found.media_type.rpartition("/")[2])
    except DocumentRefused as refused:
        raise Http404 from refused
    return HttpResponse(small, content_type="image/jpeg")


def _page(request: HttpRequest, work: Work, planned: PlannedMaterial) -> dict[str, Any]:
    material, submission = planned.material, work.submission
    files = _files(submission, material.key)
    most = material.max_files if material.multiple else 1
    room = len(files) < most
    return {
        "section": "cases",
        "work": work,
        "planned": planned,
        "material": material,
        "files": files,
        "room": room,
        "most": most,
        "asked": work.editing.reasons(f"material:{material.key}"),
        "limit": settings.DOCUMENT_MAX_BYTES // MB,
        "most_altogether": MOST_BYTES // MB,
        "used": submission.handed_materials.filter(superseded_at__isnull=True).aggregate(
            bytes=Sum("size")
        )["bytes"]
        or 0,
        "accept": ",".join(material.accept),
        "scannable": "application/pdf" in material.accept,
        "pages": tray.pages(submission, material.key).count(),
        "unfinished": open_uploads(submission, material.key, cast(User, request.user)),
        "vault": offered(submission, material, files, by=acting(request, submission))
        if room
        else [],
        "words": words(),
        "onward": work.url("materials" if work.editing.whole else "correction"),
    }


def _files(submission: Submission, key: str) -> list[HandedMaterial]:
    there = submission.handed_materials.filter(material_key=key, superseded_at__isnull=True)
    return list(there.select_related("document").order_by("id"))


def _unsafe(submission: Submission) -> set[str]:
    """Keys of materials with a file of the applicant's that the scanner refused."""
    refused = submission.handed_materials.filter(
        superseded_at__isnull=True, register="", document__scan_state="refused"
    )
    return set(refused.values_list("material_key", flat=True))


def _handed(submission: Submission, pk: int) -> HandedMaterial:
    found = submission.handed_materials.select_related("document").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _planned(work: Work, key: str) -> PlannedMaterial:
    found = next((one for one in work.plan.materials if one.material.key == key), None)
    if found is None or not (found.takes_files or key in work.handed()):
        raise Http404
    if not work.editing.material(key):
        raise Http404
    return found


def _take(request: HttpRequest, work: Work, planned: PlannedMaterial) -> list[str]:
    """Keep every good file; return what was wrong with the others, one sentence each."""
    by, files = acting(request, work.submission), request.FILES.getlist("file")
    errors = [too_big(name) for field, name in refused_uploads(request) if field == "file"]
    if not files and not errors:
        return [_("请先选择文件，再点“上传”。")]
    for file in files:
        try:
            document = taking.keep(work.submission, file, name=file.name or "", by=by)
            taking.hand_in(work.submission, planned.material.key, document, by=by)
        except (DocumentRefused, CaseworkError) as refused:
            errors.append(taking.not_taken(file.name or "", refused))
    return errors


def _use_again(request: HttpRequest, work: Work, planned: PlannedMaterial) -> list[str]:
    """Hand in a document of the vault; one that is not offered is as if it did not exist."""
    by, there = acting(request, work.submission), work.handed().get(planned.material.key, [])
    wanted = request.POST["document"]
    if any(str(one.document_id) == wanted for one in there):
        return []  # a second click
    choices = offered(work.submission, planned.material, there, by=by)
    document: Document | None = next(
        (one.document for one in choices if str(one.document.pk) == wanted), None
    )
    if document is None:
        raise Http404
    try:
        taking.hand_in(work.submission, planned.material.key, document, by=by)
    except CaseworkError as refused:
        return [taking.not_taken(document.name, refused)]
    messages.success(request, _("已使用以前交过的文件，没有重复上传。"))
    return []
