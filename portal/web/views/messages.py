"""My messages, and how I want to be told besides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import ModelForm, RadioSelect
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.identity import mask_phone
from applicants.models import Applicant
from portal.notices import services, texting
from portal.notices.letters import unsubscribing
from portal.notices.models import Notice, Wanted, Wishes
from portal.notices.selectors import of_applicant, wishes_of
from portal.notices.wording import words
from portal.web.people import applicant_of, for_applicants

PER_PAGE = 20


class WishesForm(ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Wishes
        fields = ("email", "sms", "language")
        widgets = {"email": RadioSelect, "sms": RadioSelect, "language": RadioSelect}


@require_safe
@for_applicants
def listed(request: HttpRequest) -> HttpResponse:
    """My messages, newest first; a page of them."""
    me = applicant_of(request).pk
    page = Paginator(of_applicant(me), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "messages",
        "page": page,
        "notices": [(one, words(one)) for one in page],
    }
    return render(request, "web/messages.html", context)


@require_POST
@for_applicants
def opened(request: HttpRequest, notice: int) -> HttpResponse:
    """Open one message: it is read from now on, and its case is shown."""
    mine = of_applicant(applicant_of(request).pk)
    found: Notice = get_object_or_404(mine, pk=notice)
    services.mark_read(found.applicant_id, found.pk)
    return redirect("web:case", token=found.submission.token)


@require_POST
@for_applicants
def all_read(request: HttpRequest) -> HttpResponse:
    """Nothing is new any more."""
    services.mark_read(applicant_of(request).pk)
    messages.success(request, _("全部消息已标为已读。"))
    return redirect("web:messages")


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def settings(request: HttpRequest) -> HttpResponse:
    """What I want by e-mail and by text message; on the site I am told everything."""
    language = "en" if (get_language() or "").startswith("en") else "zh-hans"
    wishes = wishes_of(applicant_of(request).pk, language=language)
    form = WishesForm(request.POST or None, instance=wishes)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("已保存。"))
        return redirect("web:messages")
    context: dict[str, Any] = {
        "section": "messages",
        "form": form,
        "address": getattr(request.user, "email", ""),
        "phone": mask_phone(texting.phone_of(applicant_of(request))),
    }
    return render(request, "web/messages_settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, mark: str) -> HttpResponse:
    """Behind the link in every e-mail, without signing in: no more e-mails."""
    applicant_id = unsubscribing(mark)
    if applicant_id is None:
        raise Http404
    if request.method == "POST" and Applicant.objects.filter(pk=applicant_id).exists():
        Wishes.objects.update_or_create(
            applicant_id=applicant_id, defaults={"email": Wanted.NOTHING}
        )
    context = {"section": "messages", "done": request.method == "POST"}
    return render(request, "web/messages_unsubscribe.html", context)
