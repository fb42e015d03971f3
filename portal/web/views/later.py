"""Handing in what was promised for later: from the page of the case, once it is accepted."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applicants.exceptions import DocumentRefused
from bundles.casework import services
from bundles.casework.exceptions import CaseworkError
from bundles.casework.later_exceptions import NothingToFollow
from portal.form.pages import Work, opened
from portal.materials import taking
from portal.materials.uploads import refused_uploads, too_big
from portal.web.following import FollowingLine, to_hand_in
from portal.web.people import acting, for_applicants, own_case

MB = 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def later(request: HttpRequest, token: UUID, key: str) -> HttpResponse:
    """One promised material. Post (multipart): ``file``, once or several times, all handed in at
    once and for good.

    One file that is refused keeps all back: the page says which and why (422). What is there
    already or was never promised leads to the case.
    """
    work = opened(own_case(request, token))
    line = to_hand_in(work, key)
    if line is None:
        raise Http404
    if not line.open:
        return redirect("web:case", token=token)
    errors = _hand_in(request, work, line) if request.method == "POST" else []
    if request.method == "POST" and not errors:
        return redirect("web:case", token=token)
    material = work.version.material(key)
    context = {
        "section": "cases",
        "work": work,
        "line": line,
        "material": material,
        "most": material.max_files if material.multiple else 1,
        "limit": settings.DOCUMENT_MAX_BYTES // MB,
        "accept": ",".join(material.accept),
        "errors": errors,
    }
    return render(request, "web/later.html", context, status=422 if errors else 200)


def _hand_in(request: HttpRequest, work: Work, line: FollowingLine) -> list[str]:
    """Hand in every file; what was wrong with them, one sentence each."""
    by, files = acting(request, work.submission), request.FILES.getlist("file")
    errors = [too_big(name) for field, name in refused_uploads(request) if field == "file"]
    if not files and not errors:
        return [_("请先选择文件，再点“补交”。")]
    documents = []
    for file in files:
        try:
            documents.append(taking.keep(work.submission, file, name=file.name or "", by=by))
        except DocumentRefused as refused:
            errors.append(taking.not_taken(file.name or "", refused))
    if errors:
        return errors
    try:
        services.hand_in_later(
            work.submission.pk, material_key=line.promise.material_key, documents=documents, by=by
        )
    except NothingToFollow:  # the other click of a double click was first: same answer
        return []
    except CaseworkError as refused:
        return [str(refused)]
    messages.success(request, _("已补交，转给了需要它的部门。"))
    return []
