"""The page where the applicant says how the results shall reach them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from applicants.identity import validate_person_name, validate_phone
from applicants.models import Applicant
from applicants.selectors import profile
from bundles.issuance.delivery import Chosen, PostalAddress
from bundles.issuance.models import Way
from departments.calendar import Calendar
from departments.models import Division

COUNTY = 4
Grouped = list[tuple[str, list[tuple[str, str]]]]


class DeliveryForm(forms.Form):
    """``way``, and for the post whom and where; what the window needs is not asked."""

    way = forms.ChoiceField(
        label=_("怎样领取"), choices=Way.choices, error_messages={"required": _("请选择领取方式。")}
    )
    recipient = forms.CharField(
        label=_("收件人"),
        max_length=50,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("收件人手机"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    region = forms.ChoiceField(label=_("所在地区"), required=False)
    address = forms.CharField(
        label=_("详细地址"),
        max_length=200,
        required=False,
        help_text=_("写到街道、门牌号。不在上面列出的地区，请从省份写起。"),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region"]
        region.choices = [("", _("其他地区")), *regions()]
        for name, field in self.fields.items():
            field.widget.attrs["id"] = f"f-{name}"
            if self.is_bound and self.errors.get(name):
                field.widget.attrs["aria-invalid"] = "true"

    def clean(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        if cleaned.get("way") != Way.POST:
            return cleaned
        missing = {
            "recipient": _("请填写收件人姓名。"),
            "phone": _("请填写收件人手机号码，快递员要联系。"),
            "address": _("请填写详细地址。"),
        }
        for name, sentence in missing.items():
            if not cleaned.get(name, "").strip() and name not in self.errors:
                self.add_error(name, sentence)
        for name, check in (("recipient", validate_person_name), ("phone", validate_phone)):
            if name not in self.errors:
                try:
                    cleaned[name] = check(cleaned[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def to(self) -> PostalAddress | None:
        """Where the post goes; None for the window. Only of a form that is valid."""
        if self.cleaned_data["way"] != Way.POST:
            return None
        return PostalAddress(
            recipient=self.cleaned_data["recipient"],
            phone=self.cleaned_data["phone"],
            region=self.cleaned_data["region"],
            address=" ".join(self.cleaned_data["address"].split()),
        )


def form_for(
    chosen: Chosen, applicant: Applicant | None, place: str, data: Any = None
) -> tuple[DeliveryForm, bool]:
    """The form with what holds now, else with what ``applicant`` told about themselves; and
    whether that is where it comes from. ``place`` is the division the case is of. An agent is shown
    nothing the principal told: then there is no ``applicant``.
    """
    if chosen.to is not None:
        to = chosen.to
        return DeliveryForm(data, initial={"way": chosen.way, **asdict(to)}), False
    told = profile(applicant) if applicant else {}
    known = {
        "recipient": told.get("name", "") if applicant and applicant.is_person else "",
        "phone": told.get("phone", ""),
        "region": region_named(told.get("address_division", "")),
        "address": told.get("address", ""),
    }
    offered = any(known.values())
    known["region"] = known["region"] or region_named(place)
    return DeliveryForm(data, initial={"way": chosen.way, **known}), offered


def regions() -> Grouped:
    """Every banner, county and city district, under its league or city; values are the words."""
    counties = (
        Division.objects.filter(level=COUNTY)
        .select_related("parent__parent")
        .order_by("parent_id", "code")
    )
    english = (get_language() or "").startswith("en")
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in counties:
        above = one.parent
        if above is None:
            continue
        group = above.name_en if english else above.name
        label = one.name_en if english else one.name
        groups.setdefault(group, []).append((_whole(one), label))
    return list(groups.items())


def region_named(code: str) -> str:
    """The words of a division code, if it is one of ``regions``."""
    county = Division.objects.filter(pk=f"{code[:6]}000000", level=COUNTY).first() if code else None
    return _whole(county) if county else ""


def hours(calendar: Calendar) -> str:
    """When the window is open on a working day: ``9:00–12:00, 14:30–17:30``."""
    return "，".join(f"{_at(one.opens)}–{_at(one.closes)}" for one in calendar.office_hours)


def _at(moment: Any) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


def _whole(county: Division) -> str:
    """``内蒙古自治区锡林郭勒盟乌拉盖管理区``: an envelope is written in Chinese."""
    names = [county.name]
    above = county.parent
    while above is not None and above.level > 1:
        names.append(above.name)
        above = above.parent
    return "".join(reversed(names))
