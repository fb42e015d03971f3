"""Taking in at the counter what was promised for later."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applicants.exceptions import DocumentRefused
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.later_exceptions import NothingToFollow
from bundles.casework.models import Submission
from portal.console.gate import clerk_of
from portal.console.views.cases import case_of, done, for_case
from portal.materials import taking
from portal.materials.uploads import refused_uploads, too_big


@require_POST
@for_case
def take_in_later(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Scans of what the applicant brought, all of it at once. Fields: ``material``, ``file`` …

    One file that is refused keeps all back, and says why; a second click changes nothing.
    """
    by = Actor.for_officer(clerk_of(request))
    key, files = request.POST.get("material", "")[:16], request.FILES.getlist("file")
    errors = [too_big(name) for field, name in refused_uploads(request) if field == "file"]
    documents = []
    for file in files:
        try:
            documents.append(taking.keep(submission, file, name=file.name or "", by=by))
        except DocumentRefused as refused:
            errors.append(taking.not_taken(file.name or "", refused))
    if not files and not errors:
        errors = [_("请先选择文件，再点“收取补交材料”。")]
    for message in errors:
        messages.error(request, message)
    if errors:
        return redirect("admin:case", number=submission.number)
    try:
        services.hand_in_later(submission.pk, material_key=key, documents=documents, by=by)
    except NothingToFollow as nothing:
        messages.info(request, str(nothing))
        return redirect("admin:case", number=submission.number)
    return done(request, case_of(request, str(submission.number)), _("已收取，转给了承办部门。"))
