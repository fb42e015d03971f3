"""One signature given: the service seals it, the heart stores it."""

from __future__ import annotations

from collections.abc import Iterable

from applicants.models import IdentityLevel
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import SignatureRequest, SigningMethod
from portal.signatures.service import Person, sign


def give(
    asked: SignatureRequest,
    *,
    name: str,
    id_number: str,
    level: IdentityLevel,
    method: SigningMethod,
    by: Actor,
    agreed: Iterable[str] = (),
    paper: str = "",
) -> None:
    """Have the service seal it, then store it. Raises ``ServiceFailed``, and like ``sign``.

    Who it is was asked before: no service is told of a person who is not the one named. ``paper``
    is the SHA-256 of the scan of what was signed by hand, if it was.
    """
    services.identify(asked.pk, name=name, id_number=id_number, by=by)
    token = sign(asked.text_hash, Person(name, id_number, level.value)).as_json()
    services.sign(
        asked.pk,
        name=name,
        id_number=id_number,
        level=level,
        method=method,
        token=token | ({"paper": paper} if paper else {}),
        by=by,
        agreed=agreed,
    )
