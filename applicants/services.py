"""What can be done for those who ask: register them, confirm who they are."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from applicants.exceptions import IdentityTaken
from applicants.identity import (
    IdentityKind,
    identity_kind,
    validate_organisation_name,
    validate_person_name,
    validate_phone,
    validate_resident_id,
    validate_uscc,
)
from applicants.models import Applicant, ApplicantKind, IdentityLevel
from applicants.selectors import applicants_with_number

LEVELS = [IdentityLevel.DECLARED, IdentityLevel.SEEN, IdentityLevel.VERIFIED]


def register_person(*, name: str, id_number: str, phone: str) -> Applicant:
    """Take a person in as they declare themselves.

    Raises ``ValidationError`` with every wrong field at once. A second registration makes a second
    applicant: that the number is known already must not be told to whoever types it; only a
    confirmed identity is unique (``confirm``).
    """
    fields = checked(
        name=(validate_person_name, name),
        id_number=(validate_resident_id, id_number),
        phone=(validate_phone, phone),
    )
    kind = identity_kind(fields["id_number"])
    return Applicant.objects.create(kind=ApplicantKind.PERSON, id_kind=kind, **fields)


def register_organisation(*, name: str, uscc: str, phone: str) -> Applicant:
    """Take an organisation in as declared; a person needs an authorisation to act for it.

    Raises ``ValidationError`` with every wrong field at once (the code's key is ``id_number``).
    """
    fields = checked(
        name=(validate_organisation_name, name),
        id_number=(validate_uscc, uscc),
        phone=(validate_phone, phone),
    )
    return Applicant.objects.create(
        kind=ApplicantKind.ORGANISATION, id_kind=IdentityKind.USCC, **fields
    )


@transaction.atomic
def change_phone(applicant_id: int, *, phone: str) -> Applicant:
    """Give an applicant another phone number. Raises ``ValidationError``."""
    applicant = Applicant.objects.select_for_update().get(pk=applicant_id)
    applicant.phone = validate_phone(phone)
    applicant.save(update_fields=["phone", "phone_fingerprint"])
    return applicant


@transaction.atomic
def confirm(applicant_id: int, *, level: IdentityLevel) -> Applicant:
    """Raise how far an identity is known; a lower or the same level changes nothing.

    Raises ``IdentityTaken`` when another applicant was confirmed under the same number.
    """
    applicant = Applicant.objects.select_for_update().get(pk=applicant_id)
    if LEVELS.index(level) <= LEVELS.index(IdentityLevel(applicant.level)):
        return applicant
    others = applicants_with_number(applicant.id_number).exclude(pk=applicant.pk)
    if others.exclude(level=IdentityLevel.DECLARED).exists():
        raise IdentityTaken
    applicant.level = level
    try:
        with transaction.atomic():
            applicant.save(update_fields=["level"])
    except IntegrityError:  # two clerks at two windows, the same number, the same moment
        raise IdentityTaken from None
    return applicant


def checked(**fields: tuple[Callable[[object], str], object]) -> dict[str, str]:
    """Validate every field before complaining, so that a form shows all that is wrong at once."""
    values: dict[str, str] = {}
    errors: dict[str, ValidationError] = {}
    for name, (validate, text) in fields.items():
        try:
            values[name] = validate(text)
        except ValidationError as error:
            errors[name] = error
    if errors:
        raise ValidationError(errors)
    return values
