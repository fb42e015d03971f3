"""Signing up, one thing per page: who you are, a password if you like, and the privacy notice."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applicants.identity import validate_person_name, validate_phone, validate_resident_id
from bundles.catalogue.characters import named, unprintable
from portal.accounts.forms.fields import NewPasswordField


class PersonForm(forms.Form):
    """Name and number as on the identity card; a phone number for who comes by e-mail."""

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
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "w-id", "autocapitalize": "characters"}
        ),
    )
    phone = forms.CharField(
        label=_("手机号码"),
        max_length=20,
        help_text=_("办理中需要联系您时使用，加密保存。"),
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "class": "w-id"}
        ),
    )

    def __init__(self, *args: Any, asks_phone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_phone:
            del self.fields["phone"]

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


class PasswordForm(forms.Form):
    """A password, once."""

    password = NewPasswordField(error_messages={"required": _("请填写密码。")})


class ConsentForm(forms.Form):
    """Agreed to the privacy notice."""

    consent = forms.BooleanField(
        label=_("我已阅读并同意《个人信息处理告知》"),
        error_messages={"required": _("请阅读个人信息处理告知，同意后才能注册。")},
    )
