"""A forgotten password: by code to phone or e-mail. A first password, for who had none."""

from typing import Final

from allauth.account.internal.flows.password_change import finalize_password_set
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts.accounts import account_of
from portal.accounts.contacts import Contact
from portal.accounts.entering import freshly, let_in
from portal.accounts.flow import Step, ask, contact_page, go_on_signing_up, limited, posted
from portal.accounts.forms.fields import PASSWORD_RULES
from portal.accounts.forms.passwords import FirstPasswordForm
from portal.accounts.keeping import forget, keep, kept
from portal.accounts.models import CodePurpose, User

RESET: Final = "password_reset"
LASTS: Final = 15  # minutes between the code and the new password

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@read_or_send
@limited("reset_password")
def forgotten(request: HttpRequest) -> HttpResponse:
    """Where the code goes; the same answer whether or not there is an account."""
    return contact_page(
        request,
        CodePurpose.RESET,
        template="account/password_reset.html",
        then="account_reset_password_code",
    )


@never_cache
@read_or_send
@limited("enter_code")
def code(request: HttpRequest) -> HttpResponse:
    step = Step(CodePurpose.RESET, _("输入验证码"), "account_reset_password")
    return ask(request, step, lambda contact: _proven(request, contact))


def _proven(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Only the owner of the contact learns here whether there is an account."""
    user = account_of(contact)
    if user is None:
        messages.info(request, _("您还没有账户。接着填写，几分钟就能注册好。"))
        return go_on_signing_up(request, contact)
    if not user.is_active:
        return redirect("account_inactive")
    keep(request, RESET, user.pk, minutes=LASTS)
    return redirect("account_reset_password_new")


@never_cache
@sensitive_post_parameters("password")
@read_or_send
def new(request: HttpRequest) -> HttpResponse:
    """The new password; it signs all other devices out, and this one in."""
    user = User.objects.filter(pk=kept(request, RESET)).first()
    if user is None:
        messages.info(request, _("验证已经过期，请重新获取验证码。"))
        return redirect("account_reset_password")
    form = FirstPasswordForm(posted(request), user=user)
    if form.is_valid():
        user.set_password(form.cleaned_data["password"])
        user.save(update_fields=["password"])
        forget(request, RESET)
        messages.success(request, _("新密码已生效，其他设备已退出登录。"))
        return let_in(request, user, by="code")
    return render(
        request, "account/password_reset_new.html", {"form": form, "rules": PASSWORD_RULES}
    )


@never_cache
@sensitive_post_parameters("password")
@read_or_send
@freshly
def first(request: HttpRequest) -> HttpResponse:
    """A password for an account that opened by codes only."""
    user = request.user
    assert isinstance(user, User)
    if user.has_usable_password():
        return redirect("account_change_password")
    form = FirstPasswordForm(posted(request), user=user)
    if form.is_valid():
        user.set_password(form.cleaned_data["password"])
        user.save(update_fields=["password"])
        finalize_password_set(request, user)
        return redirect("account_profile")
    return render(request, "account/password_set.html", {"form": form, "rules": PASSWORD_RULES})
