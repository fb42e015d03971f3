"""Fields that several pages at the door share."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.accounts.contacts import LONGEST, Contact, read_contact
from portal.accounts.models import User

PASSWORD_RULES: list[StrPromise] = [
    _("至少 8 位"),
    _("不要全是数字"),
    _("不要与您的手机号码、邮箱相近"),
    _("不要用 password、abc12345 这样的常见密码"),
]
LONGEST_PASSWORD = 128


def plain(field: forms.Field, label: Any, hint: Any = "") -> None:
    """Our own label and hint, no placeholder: a placeholder vanishes when it is needed."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)


class ContactField(forms.CharField):
    """A phone number or an e-mail address; its value is a ``Contact``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("手机号码或电子邮箱"))
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )
        kwargs.setdefault("error_messages", {"required": _("请填写手机号码或电子邮箱。")})
        super().__init__(max_length=LONGEST, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return read_contact(text) if text else text

    def run_validators(self, value: Any) -> None:
        if not isinstance(value, Contact):
            super().run_validators(value)


class NewPasswordField(forms.CharField):
    """A password that keeps the rules of ``AUTH_PASSWORD_VALIDATORS``; shown once, not twice.

    Who mistypes it comes in by one-time code and sets another.
    """

    def __init__(self, **kwargs: Any) -> None:
        self.user: User | None = None
        kwargs.setdefault("label", _("密码"))
        kwargs.setdefault("widget", forms.PasswordInput(attrs={"autocomplete": "new-password"}))
        super().__init__(strip=False, max_length=LONGEST_PASSWORD, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            validate_password(value, self.user)
