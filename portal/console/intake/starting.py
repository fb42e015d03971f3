"""Who is at the counter, and what they have come for: read, checked, begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applicants.counter import seen_organisation, seen_person
from applicants.exceptions import ApplicantError
from applicants.models import Applicant
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.exceptions import NotYours
from bundles.casework.models import Submission
from bundles.catalogue import versions
from bundles.catalogue.models import BundleVersion
from departments.models import Hall
from portal.accounts.disclosures import searched
from portal.accounts.models import User
from portal.console.gate import clerk_of, hall_of
from portal.console.intake.known import fill_known


@dataclass(frozen=True, slots=True)
class Offer:
    """One bundle and the hall that decides it: the clerk's own, or another one (全区通办)."""

    version: BundleVersion
    hall: Hall

    @property
    def key(self) -> str:
        return f"{self.hall.code}/{self.version.bundle.code}"

    @property
    def name(self) -> str:
        return str(versions.version(self.version.pk).name)


def offered(request: HttpRequest) -> list[Offer]:
    """What can be taken in at this hall: what stands published where it is."""
    hall = hall_of(request)
    return [Offer(one, hall) for one in versions.offered(str(hall.division_id))]


def offered_elsewhere(request: HttpRequest) -> list[Offer]:
    """What other halls decide and any hall takes in for them, hall by hall; two queries."""
    halls = Hall.objects.exclude(pk=hall_of(request).pk).order_by("code")
    published: dict[str, list[BundleVersion]] = {}
    for one in versions.offered():
        published.setdefault(str(one.division_id), []).append(one)
    return [Offer(one, hall) for hall in halls for one in published.get(str(hall.division_id), ())]


class StartForm(forms.Form):
    """The original in the clerk's hand; the token is made with the page, so twice is once."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    ticket = forms.IntegerField(required=False, widget=forms.HiddenInput)
    bundle = forms.CharField(max_length=64, required=False)
    elsewhere = forms.CharField(max_length=130, required=False)
    name = forms.CharField(max_length=100, label=gettext_lazy("姓名"), strip=True)
    id_number = forms.CharField(max_length=30, label=gettext_lazy("身份证号码"), strip=True)
    phone = forms.CharField(max_length=30, required=False, label=gettext_lazy("手机号码"))
    organisation = forms.CharField(max_length=200, required=False, label=gettext_lazy("单位名称"))
    uscc = forms.CharField(max_length=30, required=False, label=gettext_lazy("统一社会信用代码"))
    correct = forms.BooleanField(required=False)

    def __init__(
        self, data: Any = None, *, offers: list[Offer], others: list[Offer], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.offers = {one.version.bundle.code: one for one in offers}
        self.others = {one.key: one for one in others}
        self.other_name = False

    def clean_elsewhere(self) -> Offer | None:
        """The choice for another hall, which counts before what is chosen of one's own."""
        chosen = self.cleaned_data["elsewhere"]
        if chosen and chosen not in self.others:
            raise ValidationError(_("请重新选择替哪个大厅收件。"))
        return self.others.get(chosen)

    def clean(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        cleaned["offer"] = cleaned.get("elsewhere") or self.offers.get(cleaned.get("bundle", ""))
        if cleaned["offer"] is None and "elsewhere" not in self.errors:
            self.add_error("bundle", _("请选择要办的一件事。"))
        if bool(cleaned.get("organisation")) != bool(cleaned.get("uscc")):
            field = "uscc" if cleaned.get("organisation") else "organisation"
            self.add_error(field, _("单位办理的，名称和统一社会信用代码都要填写。"))
        return cleaned


def begin(request: HttpRequest, form: StartForm) -> Submission | None:
    """The draft, with the clerk beside whom they have just seen; None when something is wrong.

    It belongs to the hall that decides it, wherever it is taken in.
    """
    given = form.cleaned_data
    try:
        with transaction.atomic():
            person = seen_person(
                name=given["name"],
                id_number=given["id_number"],
                phone=given["phone"],
                correct=given["correct"],
            )
            applicant = _applicant(person, given)
    except ValidationError as wrong:
        form.add_error(None, _in_fields(form, wrong))
        return None
    except ApplicantError as refused:
        form.other_name = True
        form.add_error("name", str(refused))
        return None
    _note_search(request, given["id_number"])
    by = Actor.for_helper(clerk_of(request), applicant)
    offer = cast(Offer, given["offer"])
    try:
        submission = services.start(
            offer.version,
            applicant,
            hall=offer.hall,
            token=cast(UUID, given["token"]),
            by=by,
            present=person,
        )
    except NotYours:  # the page was used before: put aside, handed in, somebody else's by now
        form.add_error(
            None, _("这一页已经用过了。请从“未完成的收件”接着办，或者重新打开“窗口收件”。")
        )
        return None
    fill_known(submission, by=by)
    return submission


def _applicant(person: Applicant, given: dict[str, Any]) -> Applicant:
    if not given["uscc"]:
        return person
    return seen_organisation(
        person, name=given["organisation"], uscc=given["uscc"], correct=given["correct"]
    )


def _in_fields(form: StartForm, wrong: ValidationError) -> ValidationError:
    """The same, by the names of this form: an organisation's code is its number to the heart."""
    if not hasattr(wrong, "error_dict"):
        return wrong
    known = {key: errors for key, errors in wrong.error_dict.items() if key in form.fields}
    return ValidationError(known or wrong.messages)


def _note_search(request: HttpRequest, number: str) -> None:
    searched(
        cast(User, request.user),
        by="id_number",
        typed=number,
        found=1,
        reason=_("本人持身份证到窗口办理"),
    )
