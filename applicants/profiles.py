"""Putting right what an applicant told about themselves."""

from collections.abc import Callable, Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applicants.exceptions import IdentityFixed
from applicants.identity import (
    identity_kind,
    validate_organisation_name,
    validate_person_name,
    validate_resident_id,
    validate_uscc,
)
from applicants.models import Applicant, IdentityLevel, Profile
from applicants.selectors import PROFILE_KEYS
from applicants.services import checked
from applicants.words import line

LONGEST_ADDRESS: Final = 200


def tell(applicant: Applicant, told: Mapping[str, object]) -> Profile:
    """Keep what an applicant tells; keys not in ``told`` stay, an empty text forgets.

    Keys are those of ``selectors.PROFILE_KEYS``; others are not looked at. Raises
    ``ValidationError`` with every wrong field at once.
    """
    values = checked(**{key: (VALID[key], told[key]) for key in PROFILE_KEYS if key in told})
    profile, _made = Profile.objects.update_or_create(applicant=applicant, defaults=values)
    return profile


def forget(applicant: Applicant) -> None:
    """Delete everything told beside name, number and phone. Twice is once."""
    Profile.objects.filter(applicant=applicant).delete()


@transaction.atomic
def correct(applicant_id: int, *, name: str, id_number: str, filed: bool) -> Applicant:
    """Change a name or number that was typed wrong.

    ``filed`` tells whether a case was ever handed in under it; the one who asks knows. Raises
    ``IdentityFixed`` then, and for a confirmed identity; ``ValidationError`` with every wrong
    field.
    """
    applicant = Applicant.objects.select_for_update().get(pk=applicant_id)
    validate_name = validate_person_name if applicant.is_person else validate_organisation_name
    validate_number = validate_resident_id if applicant.is_person else validate_uscc
    values = checked(name=(validate_name, name), id_number=(validate_number, id_number))
    if values == {"name": applicant.name, "id_number": applicant.id_number}:
        return applicant
    if filed or applicant.level != IdentityLevel.DECLARED:
        raise IdentityFixed
    applicant.name, applicant.id_number = values["name"], values["id_number"]
    if applicant.is_person:
        applicant.id_kind = identity_kind(applicant.id_number)
    applicant.save(
        update_fields=["name", "name_fingerprint", "id_number", "id_fingerprint", "id_kind"]
    )
    return applicant


def _email(text: object) -> str:
    address = line(text, longest=120)
    if address:
        validate_email(address)
    return address


def _division(text: object) -> str:
    code = line(text, longest=12)
    if code and not (len(code) == 12 and code.isascii() and code.isdigit()):
        raise ValidationError(_("请从列表中选择所在地区。"), code="division")
    return code


def _postcode(text: object) -> str:
    code = line(text, longest=12)
    if code and not (len(code) == 6 and code.isascii() and code.isdigit()):
        raise ValidationError(_("邮政编码是 6 位数字，例如 026321。"), code="postcode")
    return code


def _address(text: object) -> str:
    return line(text, longest=LONGEST_ADDRESS)


def _representative(text: object) -> str:
    return validate_person_name(text) if text else ""


VALID: Final[Mapping[str, Callable[[object], str]]] = {
    "email": _email,
    "address_division": _division,
    "address": _address,
    "postcode": _postcode,
    "legal_representative": _representative,
}
