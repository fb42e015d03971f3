"""Organisations a person acts for: adding one, proving the right to, leaving it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants import organisations, profiles
from applicants.exceptions import ApplicantError
from applicants.models import Membership, Proof
from applicants.selectors import memberships_of
from applicants.selectors import profile as told_by
from applicants.services import change_phone
from portal.web.mine.forms import OrganisationForm, OrganisationPhoneForm
from portal.web.mine.licences import licence_for, offered
from portal.web.people import applicant_of, for_applicants

UNPROCESSABLE = 422


@require_safe
@for_applicants
def listed(request: HttpRequest) -> HttpResponse:
    """Mine, and those that came into being here with me as legal representative."""
    person = applicant_of(request)
    context = {
        "section": "mine",
        "memberships": memberships_of(person),
        "offered": offered(person),
    }
    return render(request, "web/mine/organisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def add(request: HttpRequest) -> HttpResponse:
    """Register one. Where a licence issued here names the person, the right is proven at once.

    ``?uscc=`` fills in what such a licence says.
    """
    person = applicant_of(request)
    licence = licence_for(person, request.GET.get("uscc", "")[:18])
    known = {"name": licence.name, "uscc": licence.uscc} if licence else {}
    form = OrganisationForm(request.POST or None, initial={**known, "phone": person.phone})
    if request.method == "POST" and form.is_valid():
        membership = organisations.declare(
            person,
            name=form.cleaned_data["name"],
            uscc=form.cleaned_data["uscc"],
            phone=form.cleaned_data["phone"],
        )
        membership = _proven(membership)
        messages.success(request, _("单位已添加。开始办事时，可以选择以它的名义办理。"))
        return redirect("web:mine-organisation", membership=membership.pk)
    status = UNPROCESSABLE if form.errors else 200
    context = {"section": "mine", "form": form}
    return render(request, "web/mine/organisation_add.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def one(request: HttpRequest, membership: int) -> HttpResponse:
    """Its number, proof and address. Post: ``phone``, ``address``, ``postcode``, ``email``."""
    found = _mine(request, membership)
    told = told_by(found.organisation)
    form = OrganisationPhoneForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        change_phone(found.organisation_id, phone=values.pop("phone"))
        profiles.tell(found.organisation, values)
        messages.success(request, _("单位资料已保存。"))
        return redirect("web:mine-organisation", membership=membership)
    context = {
        "section": "mine",
        "membership": found,
        "organisation": found.organisation,
        "told": told,
        "form": form,
        "declared": found.proof == Proof.DECLARED,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "web/mine/organisation.html", context, status=status)


@require_POST
@for_applicants
def prove(request: HttpRequest, membership: int) -> HttpResponse:
    """Compare with the licences issued here."""
    found = _proven(_mine(request, membership))
    if found.proof == Proof.DECLARED:
        messages.warning(
            request,
            _("没有找到由本平台核发、写着您是法定代表人的执照。请带执照和身份证到窗口核对。"),
        )
    else:
        messages.success(request, _("已经核实：您是营业执照上的法定代表人。"))
    return redirect("web:mine-organisation", membership=found.pk)


@require_POST
@for_applicants
def leave(request: HttpRequest, membership: int) -> HttpResponse:
    """No longer act for it."""
    organisations.leave(_mine(request, membership).pk)
    messages.success(request, _("已解除。您不再能以这个单位的名义办事。"))
    return redirect("web:mine-organisations")


def _mine(request: HttpRequest, membership_id: int) -> Membership:
    found = memberships_of(applicant_of(request)).filter(pk=membership_id).first()
    if found is None:
        raise Http404
    return found


def _proven(membership: Membership) -> Membership:
    """With the proof of a licence, where there is one."""
    if licence_for(membership.person, membership.organisation.id_number) is None:
        return membership
    try:
        return organisations.prove(membership.pk, proof=Proof.LICENCE)
    except (ApplicantError, ValidationError):
        return membership
