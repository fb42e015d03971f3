"""What a clerk says about whoever comes for the results, read and checked."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from applicants.identity import validate_person_name, validate_resident_id
from applicants.models import Applicant
from bundles.issuance.services import Receiver


class Capacity(TextChoices):
    """As what somebody comes for results; the label stands on the handover record."""

    APPLICANT = "applicant", _("申请人本人")
    REPRESENTATIVE = "representative", _("法定代表人")
    AGENT = "agent", _("受托代领人")


class Method(TextChoices):
    """How results change hands; the label stands on the handover record."""

    WINDOW = "window", _("窗口领取")
    POST = "post", _("邮寄送达")


class HandOverForm(forms.Form):
    """Who takes the results. The number is compared with the original and kept only masked."""

    name = forms.CharField(
        label=_("签收人姓名"),
        max_length=50,
        error_messages={"required": _("请填写签收人姓名，与身份证件一致。")},
    )
    capacity = forms.ChoiceField(
        label=_("签收身份"),
        choices=Capacity.choices,
        initial=Capacity.APPLICANT,
        error_messages={"required": _("请选择签收身份。"), "invalid_choice": _("请选择签收身份。")},
    )
    identity_number = forms.CharField(
        label=_("签收人身份证件号码"),
        max_length=24,
        error_messages={"required": _("请填写签收人的身份证件号码。")},
    )
    method = forms.ChoiceField(
        label=_("送达方式"),
        choices=Method.choices,
        initial=Method.WINDOW,
        error_messages={"required": _("请选择送达方式。"), "invalid_choice": _("请选择送达方式。")},
    )
    compared = forms.BooleanField(
        label=_("已核对签收人身份证件，签收人确认收到上列全部结果"),
        error_messages={"required": _("请核对签收人身份证件，由签收人确认收到后再勾选。")},
    )

    def __init__(
        self,
        data: Any,
        *,
        applicant: Applicant,
        named: Container[str],
        method: Method = Method.WINDOW,
    ) -> None:
        """``named`` are the identity numbers of the application form, ``method`` the wish."""
        super().__init__(data, initial={"method": method})
        self.applicant, self.named = applicant, named

    def clean_name(self) -> str:
        return validate_person_name(self.cleaned_data["name"])

    def clean_identity_number(self) -> str:
        return validate_resident_id(self.cleaned_data["identity_number"])

    def clean(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        given, capacity = cleaned.get("identity_number"), cleaned.get("capacity")
        own = self.applicant.id_number if self.applicant.is_person else given
        if given and capacity == Capacity.APPLICANT and given != own:
            text = _("与申请人登记的身份证件号码不一致。请核对原件；他人代领请选择相应的签收身份。")
            self.add_error("identity_number", ValidationError(text, code="not_the_applicant"))
        if given and capacity == Capacity.REPRESENTATIVE and given not in self.named:
            text = _("申请表中没有这个身份证件号码。请核对原件；他人代领请选择相应的签收身份。")
            self.add_error("identity_number", ValidationError(text, code="not_in_the_form"))
        return cleaned

    def receiver(self) -> Receiver:
        return Receiver(
            name=self.cleaned_data["name"],
            identity_number=self.cleaned_data["identity_number"],
            capacity=_on_paper(Capacity(self.cleaned_data["capacity"])),
        )

    def method_words(self) -> str:
        return _on_paper(Method(self.cleaned_data["method"]))


def _on_paper(choice: Capacity | Method) -> str:
    """The label as a paper has it: Chinese, whatever the clerk's screen."""
    with override("zh-hans"):
        return str(choice.label)
