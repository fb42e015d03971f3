"""What is typed into the pages of one's own data; judged by the rules of the applicants' room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applicants.agents import LONGEST
from applicants.identity import (
    validate_organisation_name,
    validate_person_name,
    validate_phone,
    validate_resident_id,
    validate_uscc,
)
from applicants.models import AgentScope
from applicants.profiles import VALID
from bundles.catalogue.characters import named, unprintable

MONTHS = 3 * 30  # how long an authorisation lasts unless somebody says otherwise


class Text(forms.CharField):
    """One line, judged by a validator of the applicants' room, which also brings it into form."""

    def __init__(
        self, valid: Callable[[object], str], *, width: str = "", mode: str = "", **kwargs: Any
    ) -> None:
        self.valid = valid
        attrs = {"class": width, "inputmode": mode, "autocomplete": kwargs.pop("fill", "off")}
        kwargs.setdefault("max_length", 800)
        widget = forms.TextInput({key: value for key, value in attrs.items() if value})
        super().__init__(widget=widget, **kwargs)
        self.widget.attrs.pop("maxlength", None)

    def clean(self, value: Any) -> str:
        return self.valid(super().clean(value) or "")


def printable_name(text: object) -> str:
    """A person's name that every paper can carry."""
    return _printable(validate_person_name(text))


def printable_organisation(text: object) -> str:
    return _printable(validate_organisation_name(text))


class ProfileForm(forms.Form):
    """Fields: ``address``, ``postcode``, ``email``; the place comes as ``place``, list by list."""

    address = Text(
        VALID["address"],
        label=_("详细地址"),
        help_text=_("街道、门牌号，例如：巴音胡硕镇振兴路 1 号"),
        required=False,
        fill="street-address",
    )
    postcode = Text(
        VALID["postcode"],
        label=_("邮政编码"),
        required=False,
        width="w-short",
        mode="numeric",
        fill="postal-code",
    )
    email = Text(
        VALID["email"],
        label=_("联系邮箱"),
        help_text=_("填表时用。登录和接收通知的邮箱在“账户与安全”里设置。"),
        required=False,
        mode="email",
        fill="email",
    )


class IdentityForm(forms.Form):
    """Fields: ``name``, ``id_number``."""

    name = Text(printable_name, label=_("姓名"), help_text=_("与居民身份证一致。"), fill="name")
    id_number = Text(
        validate_resident_id,
        label=_("居民身份证号码"),
        help_text=_("18 位，最后一位可能是 X。"),
        width="w-id",
    )


class OrganisationForm(forms.Form):
    """Fields: ``name``, ``uscc``, ``phone``, ``declared``."""

    name = Text(
        printable_organisation,
        label=_("单位名称"),
        help_text=_("与营业执照或登记证书一致。"),
        fill="organization",
    )
    uscc = Text(
        validate_uscc,
        label=_("统一社会信用代码"),
        help_text=_("18 位，在营业执照上。"),
        width="w-id",
    )
    phone = Text(validate_phone, label=_("单位联系电话"), width="w-id", mode="tel", fill="tel")
    declared = forms.BooleanField(
        label=_("我是这个单位的法定代表人（负责人），以上内容属实"),
        error_messages={"required": _("只有法定代表人（负责人）可以添加单位，请确认并勾选。")},
    )


class OrganisationPhoneForm(forms.Form):
    """Fields: ``phone``, ``address``, ``postcode``, ``email``."""

    phone = Text(validate_phone, label=_("单位联系电话"), width="w-id", mode="tel", fill="tel")
    address = Text(VALID["address"], label=_("通信地址"), required=False, fill="street-address")
    postcode = Text(
        VALID["postcode"], label=_("邮政编码"), required=False, width="w-short", mode="numeric"
    )
    email = Text(VALID["email"], label=_("单位邮箱"), required=False, mode="email")


class InvitationForm(forms.Form):
    """Fields: ``principal``, ``name``, ``scope``, ``within``, ``valid_until``.

    ``within`` is ``""``, ``case:<token>`` or ``bundle:<code>`` out of what is offered.
    """

    principal = forms.ChoiceField(label=_("以谁的名义委托"), widget=forms.RadioSelect)
    name = Text(
        printable_name,
        label=_("代办人姓名"),
        help_text=_("与对方身份证一致。只有同名的人登录后才能接受委托。"),
    )
    scope = forms.ChoiceField(
        label=_("委托他做什么"),
        choices=[
            (AgentScope.APPLY, _("填报、提交和补正，看进度")),
            (AgentScope.COLLECT, _("只看进度、领取结果")),
            (AgentScope.EVERYTHING, _("以上全部，还可以撤回申请")),
        ],
        initial=AgentScope.APPLY,
        widget=forms.RadioSelect,
    )
    within = forms.ChoiceField(label=_("限于哪件事"), required=False)
    valid_until = forms.DateField(
        label=_("委托到哪一天"),
        help_text=_("含当天，最长一年。"),
        widget=forms.DateInput(attrs={"type": "date", "class": "w-id"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("请选择一个日期，例如 2027-03-01。")},
    )

    def __init__(
        self,
        *args: Any,
        principals: list[tuple[str, str]],
        places: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _choices(self.fields["principal"], principals)
        _choices(self.fields["within"], [("", _("所有办件")), *places])
        self.fields["principal"].initial = principals[0][0]
        if len(principals) == 1:
            self.fields["principal"].widget = forms.HiddenInput()
        today = timezone.localdate()
        self.fields["valid_until"].initial = today + timedelta(days=MONTHS)

    def clean_valid_until(self) -> date:
        until: date = self.cleaned_data["valid_until"]
        today = timezone.localdate()
        if until < today:
            raise ValidationError(_("这一天已经过去，请选今天或以后的日期。"), code="past")
        if until > today + LONGEST:
            raise ValidationError(
                _("委托最长一年，请选一年以内的日期；到期后可以重新委托。"), code="too_far"
            )
        return until


def _choices(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _printable(name: str) -> str:
    if bad := unprintable(name):
        raise ValidationError(
            _("名称里的字符%(characters)s无法印在文书上，请换一个写法；确需使用请到窗口办理。"),
            code="unprintable",
            params={"characters": "、".join(named(character) for character in bad[:5])},
        )
    return name
