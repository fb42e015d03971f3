"""Who writes editions and who approves them: officials of a hall of the same division."""

from __future__ import annotations

from typing import Final

from bundles.catalogue.edition import Edition
from bundles.catalogue.editions.exceptions import MayNotPublish, MayNotWrite, SecondPersonNeeded
from departments.models import Officer, OfficerRole

WRITERS: Final = frozenset({OfficerRole.HEAD, OfficerRole.SUPERVISOR, OfficerRole.SYSTEM})
PUBLISHERS: Final = frozenset({OfficerRole.HEAD, OfficerRole.SUPERVISOR})
"""The system administrator writes and never publishes: running a machine is no office."""


def check_writer(officer: Officer, division: str) -> None:
    """Raises ``MayNotWrite``."""
    if not _holds(officer, WRITERS, division):
        raise MayNotWrite


def check_publisher(officer: Officer, edition: Edition) -> None:
    """Raises ``MayNotPublish``, and ``SecondPersonNeeded`` for the author."""
    if not _holds(officer, PUBLISHERS, edition.division_id):
        raise MayNotPublish
    if officer.pk == edition.author_id:
        raise SecondPersonNeeded


def may_publish(officer: Officer, edition: Edition) -> bool:
    return officer.pk != edition.author_id and _holds(officer, PUBLISHERS, edition.division_id)


def _holds(officer: Officer, roles: frozenset[OfficerRole], division: str) -> bool:
    return (
        officer.is_active
        and officer.hall is not None
        and officer.hall.division_id == division
        and not {role.value for role in roles}.isdisjoint(officer.roles)
    )
