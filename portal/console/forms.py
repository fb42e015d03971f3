"""What a clerk posts, read and checked; the words for what is missing stand here."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from applicants.identity import validate_person_name, validate_resident_id
from applicants.models import Applicant
from bundles.casework.services import Defect
from bundles.issuance.services import Receiver
from portal.console.errors import PageIncomplete
from portal.console.pages.checks import Point

LONGEST_TEXT = 2000
FREE_ROWS = 3
"""Empty lines for defects no check-point speaks of; the preview offers three more each time."""


def seen_of(request: HttpRequest) -> int:
    """The version of the case the page was made from. Raises ``PageIncomplete``."""
    text = request.POST.get("seen", "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise PageIncomplete
    return int(text)


class ReturnForm(forms.Form):
    """Ticked check-points (``point``, any number) and free lines (``about``, ``text`` in pairs)."""

    point = forms.MultipleChoiceField(required=False)

    def __init__(
        self, data: Any, *, points: Sequence[Point], places: list[tuple[str, Any]]
    ) -> None:
        super().__init__(data)
        self.points = {point.key: point for point in points}
        self._ticked = frozenset(data.getlist("point") if data else ())
        self.places = places
        self.fields["point"].choices = [(key, key) for key in self.points]  # type: ignore[attr-defined]
        abouts = data.getlist("about") if data else []
        texts = data.getlist("text") if data else []
        self.lines = [
            (about.strip(), text.strip())
            for about, text in zip(abouts, texts, strict=False)
            if about.strip() or text.strip()
        ][:100]

    def clean(self) -> dict[str, Any]:
        known = {about for _group, members in self.places for about, _name in members}
        for about, text in self.lines:
            if about not in known:
                raise forms.ValidationError(_("请为每条补充说明选择对应的材料或填写内容。"))
            if not text:
                raise forms.ValidationError(_("请写明所选内容需要怎样补正。"))
            if len(text) > LONGEST_TEXT or "\0" in text:
                raise forms.ValidationError(_("补正说明过长或含有无法保存的字符，请修改。"))
        cleaned = dict(self.cleaned_data)
        if not cleaned.get("point") and not self.lines:
            raise forms.ValidationError(_("请至少勾选一处不符合的要点，或写明一处需要补正的内容。"))
        return cleaned

    @property
    def ticked(self) -> frozenset[str]:
        return self._ticked

    @property
    def free_lines(self) -> list[tuple[str, str]]:
        """What was written, and empty lines for more."""
        return [*self.lines, *[("", "")] * FREE_ROWS]

    def defects(self) -> list[Defect]:
        """All of them at once, in the order of the form, each told once."""
        ticked = [self.points[key].failed() for key in self.points if key in self.ticked]
        return list(dict.fromkeys([*ticked, *(Defect(*line) for line in self.lines)]))

    def problem(self) -> str:
        """The first thing wrong, as a sentence."""
        errors = [message for messages in self.errors.values() for message in messages]
        return str(errors[0]) if errors else ""


class RefuseForm(forms.Form):
    """Why the case cannot be accepted; the sentence stands on the notice as it is."""

    reasons = forms.CharField(
        label=_("不予受理的理由"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("请写明不予受理的理由和依据。")},
    )


class UnmaskForm(forms.Form):
    """Why the clerk has to see a person's data as it is."""

    reason = forms.CharField(
        label=_("查看理由"),
        max_length=500,
        error_messages={"required": _("请写明查看理由（至少 4 个字），系统会记录。")},
    )


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
