"""What a provider vouched for, while it is remembered."""

import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from applicants.identity import validate_person_name, validate_resident_id
from applicants.models import IdentityLevel
from portal.accounts import keeping

KEY: Final = "identity"
MINUTES: Final = 10


class ClaimsRefused(Exception):
    """The provider's answer lacks a name or a valid number, or was not meant for this request."""

    code = "claims_refused"


@dataclass(frozen=True)
class Identity:
    """A person as a provider knows them: name and number in canonical form."""

    name: str
    id_number: str
    purpose: str
    at: datetime
    level: IdentityLevel = IdentityLevel.VERIFIED

    def __repr__(self) -> str:  # never in a log or a traceback
        return f"Identity({self.purpose})"

    @classmethod
    def from_claims(cls, claims: Mapping[str, Any], *, purpose: str) -> Self:
        """Raises ``ClaimsRefused``."""
        try:
            return cls(
                name=validate_person_name(claims.get(settings.IDENTITY_NAME_CLAIM)),
                id_number=validate_resident_id(claims.get(settings.IDENTITY_NUMBER_CLAIM)),
                purpose=purpose,
                at=datetime.now(tz=UTC),
            )
        except ValidationError:
            raise ClaimsRefused from None

    def is_person(self, *, name: str, id_number: str) -> bool:
        """Whether this is who somebody says they are: both name and number."""
        return self.id_number == id_number.upper() and same_name(self.name, name)


def remember(request: HttpRequest, identity: Identity) -> None:
    value = {
        "name": identity.name,
        "id_number": identity.id_number,
        "purpose": identity.purpose,
        "at": identity.at.timestamp(),
    }
    keeping.keep(request, KEY, value, minutes=MINUTES)


def vouched(request: HttpRequest, *, purpose: str) -> Identity | None:
    """What the provider told for this purpose in the last ten minutes, in this session."""
    found = keeping.kept(request, KEY)
    if not found or found["purpose"] != purpose or found["at"] > time.time():
        return None
    return Identity(
        name=found["name"],
        id_number=found["id_number"],
        purpose=found["purpose"],
        at=datetime.fromtimestamp(found["at"], tz=UTC),
    )


def forget(request: HttpRequest) -> None:
    """Call it once it was used: one verification, one use."""
    keeping.forget(request, KEY)


def same_name(one: str, other: str) -> bool:
    """Whether two ways of writing are one name: middle dots, spaces, width, capitals."""

    def bare(name: str) -> str:
        letters = unicodedata.normalize("NFKC", name).replace("•", "·")
        return "".join(letters.split()).casefold()

    return bare(one) == bare(other)
