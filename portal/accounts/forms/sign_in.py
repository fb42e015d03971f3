"""Coming in: by password, by one-time code, and once more before something delicate."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import context
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.accounts import lockout
from portal.accounts.contacts import LONGEST
from portal.accounts.forms.fields import LONGEST_PASSWORD, ContactField, plain
from portal.accounts.models import User
from portal.accounts.second_factor import take_code

DIGITS_ONLY = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "w-code"}


class SignInForm(LoginForm):  # type: ignore[misc]
    """Phone, e-mail or sign-in name, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("手机号码或电子邮箱"),
            help_text=_("工作人员填写登录名。"),
            max_length=LONGEST,
            widget=forms.TextInput(
                attrs={
                    "autocomplete": "username",
                    "autocapitalize": "none",
                    "spellcheck": "false",
                }
            ),
            error_messages={"required": _("请填写手机号码或电子邮箱。")},
        )
        plain(self.fields["password"], _("密码"))
        self.fields["password"].error_messages["required"] = _("请填写密码。")
        self.order_fields(["login", "password"])

    def user_credentials(self) -> dict[str, Any]:
        """One name for all three ways to say who one is: the backend tells them apart."""
        data = self.cleaned_data
        return {"username": data["login"], "password": data.get("password") or ""}

    def _clean_with_password(self, credentials: dict[str, Any]) -> dict[str, Any]:
        adapter = get_adapter(self.request)
        self.user = adapter.authenticate(self.request, **credentials)
        if self.user is None:
            raise adapter.validation_error("username_password_mismatch")
        return dict(self.cleaned_data)

    def _login_with_password(
        self, request: HttpRequest, redirect_url: str | None, credentials: dict[str, Any]
    ) -> HttpResponse:
        """What was typed stays out of the session's record of how one came in."""
        record_authentication(request, self.user, method="password")
        answer: HttpResponse = perform_login(
            request, Login(user=self.user, redirect_url=redirect_url)
        )
        return answer


class ContactForm(forms.Form):
    """Where the code goes."""

    contact = ContactField(help_text=_("我们把 6 位验证码发到这里。"))


class CodeForm(forms.Form):
    """The code that came."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=12,
        widget=forms.TextInput(attrs=DIGITS_ONLY),
        error_messages={"required": _("请填写收到的 6 位验证码。")},
    )


class AgainForm(forms.Form):
    """The password once more. Needs the request: a wrong one counts."""

    password = forms.CharField(
        label=_("密码"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("请填写密码。")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        adapter = get_adapter()
        if not adapter.reauthenticate(self.user, password):
            raise adapter.validation_error("incorrect_password")
        return password


class Counted:
    """A second factor's form whose failures count like wrong passwords (mixed in first)."""

    user: User

    def clean_code(self) -> str:
        request = context.request
        if lockout.locked(request, self.user.username):
            request.axes_locked_out = True  # the lockout page takes the place of the answer
            raise ValidationError(_("账户已临时锁定，请稍后再试。"), code="locked")
        code: str = self.cleaned_data["code"]  # type: ignore[attr-defined]
        factor = take_code(self.user, code)
        if factor is None:
            lockout.count_failure(request, self.user.username)
            raise mfa_adapter().validation_error("incorrect_code")
        factor.user = self.user
        self.authenticator = factor
        return code


class SecondFactorForm(Counted, AuthenticateForm):  # type: ignore[misc]
    """The code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["code"], _("动态码或备用码"))
        self.fields["code"].widget.attrs.update(autocomplete="one-time-code")


class NewSecondFactorForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a newly set up app proves that it was set up rightly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain(self.fields["code"], _("应用上显示的 6 位动态码"))
        self.fields["code"].widget.attrs.update(DIGITS_ONLY)
