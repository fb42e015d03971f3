"""How the results shall reach me: at the window or by post, until they are handed over."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applicants.models import AgentScope
from bundles.catalogue.versions import version
from bundles.issuance import services
from bundles.issuance.delivery import CHANGEABLE, chosen
from departments.selectors import calendar_for
from portal.form.agency import opened_by_agent
from portal.web.delivering import form_for, hours
from portal.web.people import acting, for_applicants, own_case


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def delivery(request: HttpRequest, token: UUID) -> HttpResponse:
    """Fields: ``way``, and for the post ``recipient``, ``phone``, ``region``, ``address``."""
    submission = own_case(request, token, scope=AgentScope.EVERYTHING)
    if submission.state not in CHANGEABLE:
        return redirect("web:case", token=token)
    now = chosen(submission)
    data = request.POST if request.method == "POST" else None
    frozen = version(submission.version_id)
    told_by = None if opened_by_agent(submission) else submission.applicant
    form, from_profile = form_for(now, told_by, frozen.division.code, data)
    if request.method == "POST" and form.is_valid():
        services.choose_delivery(submission.pk, to=form.to(), by=acting(request, submission))
        messages.success(request, _("领取方式已保存。"))
        return redirect("web:case", token=token)
    context = {
        "section": "cases",
        "case": submission,
        "crumbs": [
            (_("我的办件"), reverse("web:cases")),
            (frozen.name, reverse("web:case", kwargs={"token": token})),
            (_("领取方式"), ""),
        ],
        "form": form,
        "from_profile": from_profile and not form.is_bound,
        "hours": hours(calendar_for(frozen.division.code, submission.hall.code)),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "web/delivery.html", context, status=status)
