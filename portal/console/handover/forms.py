"""What a clerk says about whoever comes for the results, read and checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from applicants.identity import validate_person_name, validate_resident_id
from bundles.issuance.delivery import PARTS, Chosen, PostalAddress
from bundles.issuance.exceptions import ResultsChanged
from bundles.issuance.models import Proof
from bundles.issuance.receivers import Capacity
from bundles.issuance.services import Receiver, Signed
from bundles.issuance.signatures import MOST_CHARACTERS, drawn, scanned
from departments.models import Hall
from portal.console.pages.values import in_english


class CollectForm(forms.Form):
    """Who takes the results, and how they sign. The number is kept only masked."""

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
    proof = forms.ChoiceField(
        label=_("签收方式"),
        choices=[(Proof.PAD, _("在签名板上签")), (Proof.PAPER, _("在纸上签"))],
        initial=Proof.PAPER,
        error_messages={"required": _("请选择签收方式。"), "invalid_choice": _("请选择签收方式。")},
    )
    signature = forms.CharField(required=False, max_length=MOST_CHARACTERS)
    scan = forms.FileField(label=_("签好的送达回证"), required=False)
    authorisation = forms.FileField(label=_("委托书扫描件"), required=False)
    compared = forms.BooleanField(
        label=_("已核对签收人身份证件，签收人当面清点了上列全部结果"),
        error_messages={"required": _("请核对签收人身份证件，由签收人清点后再勾选。")},
    )

    def clean_name(self) -> str:
        return validate_person_name(self.cleaned_data["name"])

    def clean_identity_number(self) -> str:
        return validate_resident_id(self.cleaned_data["identity_number"])

    def clean(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        if cleaned.get("proof") == Proof.PAD and not cleaned.get("signature"):
            self.add_error("signature", _("请签收人在签名板上签名；签名板不好用时，改为在纸上签。"))
        return cleaned

    @property
    def capacity_chosen(self) -> Capacity:
        return Capacity(self.cleaned_data["capacity"])

    def receiver(self) -> Receiver:
        with override("zh-hans"):  # the record is Chinese, whatever the clerk's screen
            capacity = str(self.capacity_chosen.label)
        return Receiver(
            name=self.cleaned_data["name"],
            identity_number=self.cleaned_data["identity_number"],
            capacity=capacity,
        )

    def signed(self) -> Signed:
        """Takes the pictures in. Raises ``SignatureUnreadable``, ``DocumentRefused``."""
        proof = Proof(self.cleaned_data["proof"])
        on_pad = proof is Proof.PAD
        return Signed(
            proof=proof,
            signature=drawn(self.cleaned_data["signature"]) if on_pad else "",
            scan="" if on_pad else kept(self.cleaned_data.get("scan")),
            authorisation=kept(self.cleaned_data.get("authorisation"))
            if self.capacity_chosen is Capacity.AGENT
            else "",
        )


def kept(file: Any) -> str:
    """The hash under which an uploaded file lies in the vault; empty for none."""
    return scanned(file, name=str(file.name)) if file else ""


class DraftForm(CollectForm):
    """The same before anybody has signed: the record is to be printed."""

    compared = forms.BooleanField(required=False)
    proof = forms.CharField(required=False)  # type: ignore[assignment]


class ScanForm(forms.Form):
    """The record signed on paper, scanned in later."""

    scan = forms.FileField(error_messages={"required": _("请先选择扫描好的送达回证。")})


class ParcelForm(forms.Form):
    """What goes where, with whom. The address is the applicant's own until a clerk changes it."""

    result = forms.MultipleChoiceField(
        label=_("放进这个邮件的结果"),
        error_messages={
            "required": _("请至少选择一份结果。"),
            "invalid_choice": ResultsChanged.message,
        },
    )
    recipient = forms.CharField(label=_("收件人"), max_length=50)
    phone = forms.CharField(label=_("收件人电话"), max_length=20)
    region = forms.CharField(label=_("所在地区"), max_length=100, required=False)
    address = forms.CharField(label=_("收件地址"), max_length=200)
    carrier = forms.ChoiceField(label=_("承运单位"))
    tracking_number = forms.CharField(label=_("运单号"), max_length=40)
    weight = forms.DecimalField(
        label=_("重量（千克）"), required=False, min_value=0, max_value=99, decimal_places=3
    )
    confirmed = forms.BooleanField(
        label=_("已与申请人核对收件人和地址"),
        error_messages={"required": _("请核对收件人和地址后勾选。")},
    )

    def __init__(
        self, data: Any, *, hall: Hall, wanted: Chosen, results: list[tuple[str, str]]
    ) -> None:
        to = wanted.to
        super().__init__(data, initial={part: getattr(to, part) for part in PARTS} if to else {})
        language = "en" if in_english() else "zh"
        self.fields["carrier"].choices = [  # type: ignore[attr-defined]
            (one["name"]["zh"], one["name"][language]) for one in hall.carriers
        ]
        self.fields["result"].choices = results  # type: ignore[attr-defined]

    def to(self) -> PostalAddress:
        return PostalAddress(**{part: self.cleaned_data[part].strip() for part in PARTS})

    def chosen(self) -> frozenset[int]:
        return frozenset(map(int, self.cleaned_data["result"]))


class ReturnedForm(forms.Form):
    reason = forms.CharField(
        max_length=60, error_messages={"required": _("请写明退回原因，例如“电话无人接听”。")}
    )


class AmountForm(forms.Form):
    amount = forms.DecimalField(
        max_digits=10, decimal_places=2, error_messages={"required": _("请填写金额。")}
    )
