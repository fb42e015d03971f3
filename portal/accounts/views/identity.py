"""Verified by an outside provider: an applicant's declared identity becomes a confirmed one."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants.exceptions import IdentityTaken
from applicants.models import Applicant, IdentityLevel
from applicants.services import confirm
from portal.accounts import identity
from portal.accounts.actors import NobodyBehind
from portal.accounts.identity import oidc
from portal.accounts.models import User

ACCOUNT: Final = "account"


@never_cache
@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the provider; only its own address is known."""
    return oidc.callback(request)


@never_cache
@require_POST
@login_required
def start(request: HttpRequest) -> HttpResponse:
    _person(request)
    return identity.start(request, purpose=ACCOUNT, then=reverse("account_identity"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """How far my identity is known; with a fresh answer of the provider, the button to use it."""
    applicant = _person(request)
    told = identity.vouched(request, purpose=ACCOUNT)
    if request.method == "POST":
        return _use(request, applicant, told)
    fits = told is not None and told.is_person(name=applicant.name, id_number=applicant.id_number)
    return render(
        request,
        "identity/account.html",
        {
            "applicant": applicant,
            "told": told,
            "fits": fits,
            "verified": applicant.level == IdentityLevel.VERIFIED,
            "offered": identity.available(),
        },
    )


def _use(
    request: HttpRequest, applicant: Applicant, told: identity.Identity | None
) -> HttpResponse:
    """Raise the level, if the provider's person is the declared one and nobody else's already."""
    identity.forget(request)
    if told is None:
        messages.warning(request, _("认证结果只保留 10 分钟，已经过期。请重新认证。"))
    elif not told.is_person(name=applicant.name, id_number=applicant.id_number):
        messages.error(request, _("认证得到的姓名或证件号码与您注册时填写的不一致。"))
    else:
        try:
            confirm(applicant.pk, level=told.level)
        except IdentityTaken as taken:
            messages.error(request, str(taken))
        else:
            messages.success(request, _("实名认证完成。"))
    return redirect("account_identity")


def _person(request: HttpRequest) -> Applicant:
    user = request.user
    if not isinstance(user, User) or user.applicant is None:
        raise NobodyBehind
    return user.applicant
