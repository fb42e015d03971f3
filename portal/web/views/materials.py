"""What is to be handed in, and putting files to it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.documents import open_document, store
from applicants.exceptions import DocumentRefused
from bundles.casework import services
from bundles.catalogue.materials import PlannedMaterial
from portal.web.form.pages import Work, opened
from portal.web.people import acting, for_applicants, own_case
from portal.web.uploads import refused_uploads, too_big


@require_safe
@for_applicants
def listed(request: HttpRequest, token: UUID) -> HttpResponse:
    """What is asked for, with what is there, and what nobody asks for any more, with the reason."""
    work = opened(own_case(request, token))
    if not work.editing.whole:
        return redirect("web:case", token=token)
    handed = work.handed()
    context = {
        "section": "cases",
        "work": work,
        "asked": [(one, handed.get(one.material.key, [])) for one in work.plan.asked],
        "spared": [one for one in work.plan.materials if not one.asked],
        "missing": sum(one.material.key not in handed for one in work.plan.asked),
    }
    return render(request, "web/materials.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def material(request: HttpRequest, token: UUID, key: str) -> HttpResponse:
    """Files of one material. Post (multipart): ``file``, once or several times.

    Good files are kept even when another one of the same post is refused; the page then says of
    each refused one why (422).
    """
    work = opened(own_case(request, token))
    if not work.editing.open:
        return redirect("web:case", token=token)
    planned = _planned(work, key)
    errors: list[str] = []
    if request.method == "POST":
        errors = _take(request, work, planned)
        if not errors:
            return redirect(work.url("material", key=key))
        work = opened(own_case(request, token))
    context = {
        "section": "cases",
        "work": work,
        "planned": planned,
        "material": planned.material,
        "files": work.handed().get(key, []),
        "errors": errors,
        "asked": work.editing.reasons(f"material:{key}"),
        "limit": settings.DOCUMENT_MAX_BYTES // (1024 * 1024),
        "accept": ",".join(planned.material.accept),
        "onward": work.url("materials" if work.editing.whole else "correction"),
    }
    return render(request, "web/material.html", context, status=422 if errors else 200)


@require_POST
@for_applicants
def remove(request: HttpRequest, token: UUID, key: str, handed: int) -> HttpResponse:
    """Take one file back. A second time changes nothing."""
    work = opened(own_case(request, token))
    _planned(work, key)
    services.detach(work.submission.pk, handed_id=handed, by=acting(request, work.submission))
    messages.success(request, _("文件已删除。"))
    return redirect(work.url("material", key=key))


@require_safe
@for_applicants
def download(request: HttpRequest, token: UUID, handed: int) -> HttpResponseBase:
    """One file as it was handed in, to its owner only."""
    submission = own_case(request, token)
    found = submission.handed_materials.select_related("document").filter(pk=handed).first()
    if found is None:
        raise Http404
    return FileResponse(
        open_document(found.document),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )


def _planned(work: Work, key: str) -> PlannedMaterial:
    found = next((one for one in work.plan.materials if one.material.key == key), None)
    if found is None or not (found.asked or key in work.handed()):
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
    there = len(work.handed().get(planned.material.key, []))
    if not planned.material.multiple and there + len(files) > 1:
        return [*errors, _("这项材料只能有一个文件。要更换时，请先删除原来的文件。")]
    for file in files:
        name = file.name or ""
        try:
            document = store(work.submission.applicant, file, name=name, by=by)
            if document.media_type not in planned.material.accept:
                errors.append(_("“%(name)s”的格式不适用于这项材料。") % {"name": name})
                continue
            services.attach(
                work.submission.pk,
                material_key=planned.material.key,
                document=document,
                by=by,
            )
        except DocumentRefused as refused:
            errors.append(
                _("“%(name)s”没有上传：%(why)s") % {"name": name[:80], "why": str(refused)}
            )
    return errors
