"""Signing up, one thing per page: contact, code, who you are, password, privacy notice, done."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.accounts import ContactTaken, open_account
from portal.accounts.contacts import Contact, ContactKind
from portal.accounts.entering import View, welcome
from portal.accounts.flow import (
    NEXT,
    SIGN_UP,
    STEPS_LAST,
    contact_page,
    limited,
    posted,
    remember_next,
)
from portal.accounts.forms.fields import PASSWORD_RULES, NewPasswordField
from portal.accounts.forms.sign_up import ConsentForm, PasswordForm, PersonForm
from portal.accounts.keeping import forget, keep, kept
from portal.accounts.models import CodePurpose, User

STEPS: Final = 5
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@read_or_send
@limited("signup")
def begin(request: HttpRequest) -> HttpResponse:
    """Step 1: a phone number or an e-mail address. Step 2, its code, is shared with signing in."""
    if request.user.is_authenticated:
        return redirect("web:cases")
    remember_next(request)
    return contact_page(
        request,
        CodePurpose.ENTER,
        template="account/signup.html",
        then="account_confirm_login_code",
    )


def with_proven_contact(*needed: str) -> Callable[[View], View]:
    """Only for who has a proven contact and has answered what ``needed`` names."""

    def decorate(view: View) -> View:
        @wraps(view)
        def stepped(request: HttpRequest) -> HttpResponse:
            told = kept(request, SIGN_UP)
            if told is None or any(name not in told for name in needed):
                messages.info(request, _("请从第一步开始注册。填写的内容只为您保留 30 分钟。"))
                return redirect("account_signup")
            return view(request, told)

        return stepped

    return decorate


def _note(request: HttpRequest, told: dict[str, Any], **more: str) -> None:
    keep(request, SIGN_UP, {**told, **more}, minutes=STEPS_LAST)


def _contact(told: dict[str, Any]) -> Contact:
    return Contact(ContactKind(told["kind"]), told["value"])


@never_cache
@read_or_send
@with_proven_contact()
def you(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    """Step 3: name and number of the identity card."""
    contact = _contact(told)
    form = PersonForm(posted(request), asks_phone=not contact.is_phone, initial=told)
    if form.is_valid():
        _note(request, told, **form.cleaned_data)
        return redirect("account_signup_password")
    return render(request, "account/signup_you.html", {"form": form, "contact": contact})


@never_cache
@sensitive_post_parameters("password")
@read_or_send
@with_proven_contact("name", "id_number")
def password(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    """Step 4: a password, or none: then every sign-in is by code."""
    contact = _contact(told)
    if "skip" in request.POST:
        _note(request, told, password="")
        return redirect("account_signup_agree")
    form = PasswordForm(posted(request))
    field = form.fields["password"]
    assert isinstance(field, NewPasswordField)
    field.user = User(**{contact.kind.value: contact.value})
    if form.is_valid():
        _note(request, told, password=make_password(form.cleaned_data["password"]))
        return redirect("account_signup_agree")
    return render(
        request,
        "account/signup_password.html",
        {"form": form, "contact": contact, "rules": PASSWORD_RULES},
    )


@never_cache
@read_or_send
@with_proven_contact("name", "id_number", "password")
def agree(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    """Step 5: the privacy notice; agreeing makes the account."""
    form = ConsentForm(posted(request))
    if form.is_valid():
        contact = _contact(told)
        try:
            user = open_account(
                contact,
                name=told["name"],
                id_number=told["id_number"],
                phone=told.get("phone") or contact.value,
                password=told["password"],
            )
        except ContactTaken as taken:
            form.add_error(None, str(taken.message))
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            forget(request, SIGN_UP)
            return welcome(request, user, then=reverse("account_signup_done"))
    return render(request, "account/signup_agree.html", {"form": form})


@never_cache
@require_safe
@login_required
def done(request: HttpRequest) -> HttpResponse:
    """The account is there: what it is called by, and where it goes on."""
    return render(request, "account/signup_done.html", {"next": kept(request, NEXT)})
