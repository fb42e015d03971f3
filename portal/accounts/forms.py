"""Signing in and signing up, in the words of the house."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SignupForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants.identity import validate_person_name, validate_phone, validate_resident_id
from applicants.services import register_person
from bundles.catalogue.characters import named, unprintable
from portal.accounts.models import User

ADVICE = _("至少 8 位，不要全是数字，不要与登录名相近，也不要用常见密码。")


def _plain(field: forms.Field, label: Any, hint: Any = "") -> None:
    """Our own label and hint, no placeholder: a placeholder vanishes when it is needed."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):  # type: ignore[misc]
    """Sign-in name or e-mail, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["login"], _("登录名或电子邮箱"))
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none")
        _plain(self.fields["password"], _("密码"))


class SignUpForm(SignupForm):  # type: ignore[misc]
    """An account and the person behind it, in one step.

    Fields: ``username``, ``email`` (optional), ``password1``, ``password2``, ``name``,
    ``id_number``, ``phone``, ``consent``. Name, number and phone go, sealed, to the applicant.
    """

    name = forms.CharField(
        label=_("姓名"),
        max_length=60,
        help_text=_("与居民身份证一致。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    id_number = forms.CharField(
        label=_("居民身份证号码"),
        max_length=18,
        help_text=_("18 位，最后一位可能是 X。仅用于确认您的身份，加密保存。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-id"}),
    )
    phone = forms.CharField(
        label=_("手机号码"),
        max_length=20,
        help_text=_("用于通知办理进度，加密保存。"),
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "class": "w-id"}
        ),
    )
    consent = forms.BooleanField(
        label=_("我已阅读并同意《个人信息处理告知》"),
        error_messages={"required": _("请阅读个人信息处理告知，同意后才能注册。")},
    )
    field_order = (
        "name",
        "id_number",
        "phone",
        "username",
        "email",
        "password1",
        "password2",
        "consent",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(
            self.fields["username"],
            _("登录名"),
            _("3 至 40 个字母或数字，以字母开头，例如 wangxiaoming。请不要用手机号或证件号。"),
        )
        self.fields["username"].widget.attrs["autocapitalize"] = "none"
        _plain(self.fields["email"], _("电子邮箱（选填）"), _("忘记密码时用来找回。"))
        _plain(self.fields["password1"], _("密码"), ADVICE)
        _plain(self.fields["password2"], _("再输入一次密码"))
        # allauth has a phone of its own kind in mind when it sees the name; this one is ours alone.
        self._has_phone_field = False

    def clean_name(self) -> str:
        """The name stands on every paper of the case: what no paper can carry is refused here."""
        name = validate_person_name(self.cleaned_data["name"])
        if bad := unprintable(name):
            raise ValidationError(
                _("姓名里的字符%(characters)s无法印在文书上，请换一个写法；确需使用请到窗口办理。"),
                code="unprintable",
                params={"characters": "、".join(named(character) for character in bad[:5])},
            )
        return name

    def clean_id_number(self) -> str:
        return validate_resident_id(self.cleaned_data["id_number"])

    def clean_phone(self) -> str:
        return validate_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        mail = (cleaned.get("email") or "").lower()
        secrets = (cleaned.get("phone"), cleaned.get("id_number"))
        if any(secret and str(secret).lower() in mail for secret in secrets):
            self.add_error(
                "email",
                ValidationError(
                    _("邮箱地址里含有您的手机号或证件号，会以明文保存。请换一个邮箱，或留空。"),
                    code="mail_names_person",
                ),
            )
        return cleaned

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Account and applicant together, or neither."""
        user: User = super().save(request)
        user.applicant = register_person(
            name=self.cleaned_data["name"],
            id_number=self.cleaned_data["id_number"],
            phone=self.cleaned_data["phone"],
        )
        user.privacy_agreed_at = timezone.now()
        user.save(update_fields=["applicant", "privacy_agreed_at"])
        return user


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The old password once, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["oldpassword"], _("当前密码"))
        _plain(self.fields["password1"], _("新密码"), ADVICE)
        _plain(self.fields["password2"], _("再输入一次新密码"))


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["email"], _("电子邮箱"), _("注册时填写的邮箱。"))


class ResetKeyForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password behind the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self.fields["password1"], _("新密码"), ADVICE)
        _plain(self.fields["password2"], _("再输入一次新密码"))
