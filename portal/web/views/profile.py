"""My profile: who I am, where I live, and putting it right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants import profiles
from applicants.exceptions import IdentityFixed
from applicants.models import Applicant, IdentityLevel
from applicants.selectors import profile as told_by
from bundles.casework.models import Submission
from departments import places
from portal.web.mine.addresses import chosen_place, steps
from portal.web.mine.forms import IdentityForm, ProfileForm
from portal.web.people import applicant_of, for_applicants

UNPROCESSABLE = 422


@require_safe
@for_applicants
def profile(request: HttpRequest) -> HttpResponse:
    """Name, number and phone masked; address and mail."""
    return _page(request)


@require_POST
@for_applicants
def number(request: HttpRequest) -> HttpResponse:
    """The same page once with one's own name, number and phone in full; nobody else sees it."""
    return _page(request, clear=True)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def change(request: HttpRequest) -> HttpResponse:
    """Address and mail. Post: fields of the form and ``place`` per list; ``then=look`` only opens
    the next list.
    """
    person = applicant_of(request)
    told = told_by(person)
    place = told.get("address_division", "")
    form = ProfileForm(request.POST or None, initial=told)
    if request.method == "POST":
        place = chosen_place(request.POST.getlist("place"))
        if request.POST.get("then") != "look" and form.is_valid():
            profiles.tell(person, {**form.cleaned_data, "address_division": place})
            messages.success(request, _("资料已保存。以后填表时会自动带出。"))
            return redirect("web:mine-profile")
    looking = request.method == "POST" and request.POST.get("then") == "look"
    context = {"section": "mine", "form": form, "steps": steps(place), "looking": looking}
    wrong = request.method == "POST" and not looking
    status = UNPROCESSABLE if wrong else 200
    return render(request, "web/mine/profile_change.html", context, status=status)


@require_POST
@for_applicants
def forget(request: HttpRequest) -> HttpResponse:
    """Delete what was told beside name, number and phone."""
    profiles.forget(applicant_of(request))
    messages.success(request, _("地址和邮箱已删除。"))
    return redirect("web:mine-profile")


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def identity(request: HttpRequest) -> HttpResponse:
    """Correct a name or number typed wrong, as long as nothing was filed and nobody confirmed it.

    Otherwise the page says where to go instead.
    """
    person = applicant_of(request)
    if not may_correct(person):
        return render(request, "web/mine/identity_fixed.html", {"section": "mine"})
    form = IdentityForm(
        request.POST or None, initial={"name": person.name, "id_number": person.id_number}
    )
    if request.method == "POST" and form.is_valid() and _corrected(person, form):
        messages.success(request, _("姓名和证件号码已更正。"))
        return redirect("web:mine-profile")
    status = UNPROCESSABLE if form.errors else 200
    context = {"section": "mine", "form": form}
    return render(request, "web/mine/identity.html", context, status=status)


def may_correct(person: Applicant) -> bool:
    return person.level == IdentityLevel.DECLARED and not _has_filed(person)


def _corrected(person: Applicant, form: IdentityForm) -> bool:
    try:
        profiles.correct(person.pk, **form.cleaned_data, filed=_has_filed(person))
    except IdentityFixed as fixed:  # a case was filed in another tab meanwhile
        form.add_error(None, ValidationError(str(fixed)))
        return False
    return True


def _has_filed(person: Applicant) -> bool:
    return Submission.objects.filter(applicant=person, filings__isnull=False).exists()


def _page(request: HttpRequest, *, clear: bool = False) -> HttpResponse:
    person = applicant_of(request)
    told = told_by(person)
    context: dict[str, Any] = {
        "section": "mine",
        "person": person,
        "clear": clear,
        "told": told,
        "place": places.name(told["address_division"]) if "address_division" in told else "",
        "may_correct": may_correct(person),
    }
    return render(request, "web/mine/profile.html", context)
