"""Who stands at the counter with their original: found, registered, confirmed, put right."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applicants.exceptions import OtherName
from applicants.identity import (
    validate_organisation_name,
    validate_person_name,
    validate_phone,
    validate_resident_id,
)
from applicants.models import Applicant, IdentityLevel, Membership, Proof
from applicants.organisations import declare, prove
from applicants.selectors import memberships_of, person_numbered
from applicants.services import change_phone, checked, confirm, register_person


@transaction.atomic
def seen_person(*, name: str, id_number: str, phone: str, correct: bool = False) -> Applicant:
    """The person whose identity document a clerk has just compared, known by sight from now on.

    Whoever was confirmed under the number is that person; else who declared number and name, the
    earliest of several; else somebody new. ``phone`` replaces the one known, unless it is empty.
    Raises ``ValidationError`` with every wrong field, ``OtherName`` when the number belongs to
    another name, unless that is to be put right now (``correct``).
    """
    fields = checked(name=(validate_person_name, name), id_number=(validate_resident_id, id_number))
    there = list(person_numbered(fields["id_number"]).select_for_update().order_by("pk"))
    known = next((one for one in there if one.level != IdentityLevel.DECLARED), None)
    same = next((one for one in there if _same(one.name, fields["name"])), None)
    person = known or same
    if person is None:
        person = register_person(phone=_wanted(phone), **fields)
    elif not _same(person.name, fields["name"]):
        if not correct:
            raise OtherName
        person.name = fields["name"]
        person.save()
    if phone.strip() and validate_phone(phone) != person.phone:
        person = change_phone(person.pk, phone=phone)
    elif not person.phone:
        _wanted("")
    return confirm(person.pk, level=IdentityLevel.SEEN)


@transaction.atomic
def seen_organisation(
    person: Applicant, *, name: str, uscc: str, correct: bool = False
) -> Applicant:
    """The organisation whose licence a clerk has just compared, with ``person`` as who acts for it.

    Raises ``ValidationError``, and ``OtherName`` like ``seen_person``.
    """
    name = validate_organisation_name(name)
    membership = _membership(person, uscc) or declare(
        person, name=name, uscc=uscc, phone=person.phone
    )
    membership = prove(membership.pk, proof=Proof.SEEN)
    organisation = membership.organisation
    if not _same(organisation.name, name):
        if not correct:
            raise OtherName
        organisation.name = name
        organisation.save()
    return organisation


def _membership(person: Applicant, uscc: str) -> Membership | None:
    number = uscc.strip().upper()
    return next(
        (one for one in memberships_of(person) if one.organisation.id_number == number), None
    )


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _wanted(phone: str) -> str:
    if not phone.strip():
        raise ValidationError({"phone": _("请填写手机号码。")})
    return phone
