"""Coming in without a password, and proving once more who one is."""

from allauth.account.utils import get_next_redirect_url
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts import lockout
from portal.accounts.accounts import account_of
from portal.accounts.codes.exceptions import CodeProblem
from portal.accounts.contacts import Contact, contacts_of
from portal.accounts.entering import let_in, proven_again
from portal.accounts.flow import (
    Step,
    ask,
    begin,
    contact_page,
    go_on_signing_up,
    limited,
    posted,
    remember_next,
    take_next,
)
from portal.accounts.forms.sign_in import AgainForm
from portal.accounts.models import CodePurpose, User

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@read_or_send
@limited("request_login_code")
def ask_contact(request: HttpRequest) -> HttpResponse:
    """Where the code goes: first page of signing in by code. The same answer for everybody."""
    if request.user.is_authenticated:
        return redirect("web:cases")
    remember_next(request)
    return contact_page(
        request,
        CodePurpose.ENTER,
        template="account/code_sign_in.html",
        then="account_confirm_login_code",
    )


@never_cache
@read_or_send
@limited("enter_code")
def confirm(request: HttpRequest) -> HttpResponse:
    """The code: right, it opens the account; without an account, signing up goes on from here."""
    step = Step(CodePurpose.ENTER, str(_("输入验证码")), "account_request_login_code")
    return ask(request, step, lambda contact: enter(request, contact))


def enter(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Only the owner of the contact learns here whether there is an account."""
    user = account_of(contact)
    if user is not None:
        return let_in(request, user, by="code", then=take_next(request))
    return go_on_signing_up(request, contact)


@never_cache
@sensitive_post_parameters("password")
@login_required
@read_or_send
def again(request: HttpRequest) -> HttpResponse:
    """Before something delicate: the password once more, or a code to one's own phone."""
    user = request.user
    assert isinstance(user, User)
    remember_next(request)
    if lockout.locked(request, user.username):
        return lockout.locked_page(request)
    contacts = contacts_of(user)
    if "send" in request.POST and contacts:
        return _send_to_own(request, contacts)
    form = AgainForm(posted(request), user=user) if user.has_usable_password() else None
    if form is not None and form.is_valid():
        return _go_on(request)
    return render(
        request,
        "account/reauthenticate.html",
        {"form": form, "contacts": contacts, "next": get_next_redirect_url(request)},
    )


def _send_to_own(request: HttpRequest, contacts: list[Contact]) -> HttpResponse:
    chosen = next((each for each in contacts if each.kind == request.POST["send"]), contacts[0])
    try:
        begin(request, chosen, CodePurpose.AGAIN)
    except CodeProblem as problem:
        return render(
            request, "account/reauthenticate.html", {"contacts": contacts, "problem": problem}
        )
    return redirect("account_reauthenticate_code")


@never_cache
@login_required
@read_or_send
def again_code(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    step = Step(
        CodePurpose.AGAIN,
        str(_("确认是您本人")),
        "account_reauthenticate",
        counted=request.user.username,
    )
    return ask(request, step, lambda _contact: _go_on(request))


def _go_on(request: HttpRequest) -> HttpResponse:
    proven_again(request)
    return redirect(take_next(request) or reverse("account_profile"))
