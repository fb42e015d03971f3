"""Picking who one is, at the simulator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applicants.identity import validate_person_name, validate_resident_id
from portal.simulators.identity.people import PEOPLE


class ChosenPersonForm(forms.Form):
    """One of the demo people (``pick``: their place in the list), or a name and a number typed."""

    pick = forms.TypedChoiceField(
        coerce=int,
        required=False,
        empty_value=None,
        choices=[(place, person.name) for place, person in enumerate(PEOPLE)],
    )
    name = forms.CharField(
        label=_("姓名"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    id_number = forms.CharField(
        label=_("居民身份证号码"),
        required=False,
        max_length=18,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-id"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("pick") is not None:
            chosen = PEOPLE[cleaned["pick"]]
            cleaned["person"] = {"name": chosen.name, "id_number": chosen.id_number}
            return cleaned
        person = {}
        for field, check in (("name", validate_person_name), ("id_number", validate_resident_id)):
            try:
                person[field] = check(cleaned.get(field))
            except forms.ValidationError as error:
                self.add_error(field, error)
        cleaned["person"] = person
        return cleaned
