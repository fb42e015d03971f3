"""My data: what is kept about me, taking it away, who looked at it, and deleting it."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.consents import consents_of
from applicants.documents import open_document
from applicants.exceptions import DocumentRefused
from applicants.models import Document
from applicants.selectors import authorisations_for, authorisations_on
from bundles.casework import services
from bundles.catalogue.versions import version
from portal.accounts.entering import is_fresh
from portal.accounts.models import User
from portal.web.errors import refusal_page
from portal.web.mine.keeping import Kept
from portal.web.mine.leaving import deletable, forget, held_by_cases, leave_for_good, leaving
from portal.web.mine.looks import asked_for, given_to, looks_at
from portal.web.people import acting, applicant_of, for_applicants, my_case
from portal.web.zipping import streamed


@require_safe
@for_applicants
def overview(request: HttpRequest) -> HttpResponse:
    """Everything kept about the person, as headings with figures, each leading to its own page."""
    kept, today = _kept(request), timezone.localdate()
    cases = list(kept.cases.defer("answers", "refusal").order_by("-id"))
    context = {
        "section": "mine",
        "person": kept.person,
        "organisations": [one for one in kept.memberships if one.ended_at is None],
        "agents": authorisations_on(today).filter(principal__in=kept.parties).count(),
        "acting": authorisations_for(kept.person, on=today).count(),
        "consents": sum(
            consents_of(party).filter(withdrawn_at__isnull=True).count() for party in kept.parties
        ),
        "documents": kept.documents.count(),
        "cases": len(cases),
        "looks": len(looks_at(kept.user, cases)),
    }
    return render(request, "web/mine/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def export(request: HttpRequest) -> HttpResponseBase:
    """What the archive holds. Post: the archive itself, made while it is sent.

    Who signed in a while ago proves first that it is still them: a machine may be shared.
    """
    kept = _kept(request)
    if request.method == "POST" and not is_fresh(request):
        return _again("web:mine-export")
    if request.method == "POST":
        answer = StreamingHttpResponse(streamed(kept.entries()), content_type="application/zip")
        name = _("我的数据-%(day)s.zip") % {"day": timezone.localdate().isoformat()}
        answer["Content-Disposition"] = FileResponse(
            [], as_attachment=True, filename=name
        ).headers.get("Content-Disposition", "attachment")
        return answer
    context = {"section": "mine", "cases": kept.cases.count(), "documents": kept.documents.count()}
    return render(request, "web/mine/export.html", context)


@require_safe
@for_applicants
def looks(request: HttpRequest) -> HttpResponse:
    """Who looked behind the mask and why; which departments were given a case."""
    kept = _kept(request)
    cases = list(kept.cases.defer("answers", "refusal"))
    context = {
        "section": "mine",
        "looks": looks_at(kept.user, cases),
        "asked": asked_for(party.pk for party in kept.parties),
        "given": [(one, version(one.case.version_id)) for one in given_to(kept.cases)],
    }
    return render(request, "web/mine/looks.html", context)


@require_safe
@for_applicants
def documents(request: HttpRequest) -> HttpResponse:
    """The files in the vault, and the drafts and withdrawn forms that can be deleted."""
    kept = _kept(request)
    unfiled = [one for one in kept.cases.order_by("-id") if deletable(one)]
    held = held_by_cases(kept)
    context = {
        "section": "mine",
        "documents": [(one, one.pk in held) for one in kept.documents.select_related("owner")],
        "drafts": [(one, version(one.version_id)) for one in unfiled],
    }
    return render(request, "web/mine/documents.html", context)


@require_safe
@for_applicants
def document(request: HttpRequest, document: int) -> HttpResponseBase:
    """One of one's own files; one that the scanner refused is not given out (422)."""
    found = _document(request, document)
    try:
        content = open_document(found)
    except DocumentRefused as refused:
        return refusal_page(request, 422, str(refused))
    return FileResponse(
        content,
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )


@require_POST
@for_applicants
def delete_document(request: HttpRequest, document: int) -> HttpResponse:
    """Delete a file that no case holds, with its bytes."""
    if forget(_document(request, document)):
        messages.success(request, _("文件已彻底删除。"))
    else:
        messages.warning(request, _("这个文件已经交到办件里，要和办件一起保存，不能删除。"))
    return redirect("web:mine-documents")


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def delete_draft(request: HttpRequest, token: UUID) -> HttpResponse:
    """Delete a form that was never handed in: a page that says what goes, and its button."""
    submission = my_case(request, token)
    if not deletable(submission):
        return redirect("web:case", token=token)
    if request.method == "POST":
        services.discard(submission.pk, by=acting(request, submission))
        messages.success(request, _("草稿已彻底删除。"))
        return redirect("web:mine-documents")
    context = {
        "section": "mine",
        "case": submission,
        "version": version(submission.version_id),
        "files": submission.handed_materials.count(),
    }
    return render(request, "web/mine/delete_draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def delete_account(request: HttpRequest) -> HttpResponse:
    """Leave for good. Post: ``sure``, ticked. What is kept, why and for how long is said before."""
    user = cast(User, request.user)
    plan = leaving(user)
    problem = ""
    if request.method == "POST" and "sure" in request.POST and not is_fresh(request):
        return _again("web:mine-delete")
    if request.method == "POST" and plan.possible:
        if "sure" in request.POST:
            complete = leave_for_good(user)
            logout(request)
            messages.success(
                request,
                _("账户和全部数据已彻底删除。")
                if complete
                else _("账户已注销。依法保存的办件到期后由档案管理部门处置。"),
            )
            return redirect(reverse("web:front"))
        problem = _("请先勾选确认。")
    context: dict[str, Any] = {"section": "mine", "plan": plan, "problem": problem}
    context["years"] = settings.ARCHIVE_YEARS
    context["kept"] = [(one, version(one.version_id)) for one in plan.kept]
    context["open"] = [(one, version(one.version_id)) for one in plan.open]
    status = 422 if problem else 200
    return render(request, "web/mine/delete_account.html", context, status=status)


def _again(page: str) -> HttpResponse:
    """To prove once more who is at the keyboard, and back to the page with the button."""
    back = urlencode({"next": reverse(page)})
    return redirect(f"{reverse('account_reauthenticate')}?{back}")


def _kept(request: HttpRequest) -> Kept:
    applicant_of(request)
    return Kept(cast(User, request.user))


def _document(request: HttpRequest, document_id: int) -> Document:
    found = _kept(request).documents.filter(pk=document_id).first()
    if found is None:
        raise Http404
    return found
