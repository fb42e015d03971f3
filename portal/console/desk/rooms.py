"""Whose blocks stand on the desk: every room with something that waits, asked in turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest

from portal.console.acceptance import waiting as acceptance
from portal.console.desk import own
from portal.console.desk.sections import Section
from portal.console.halls import waiting as halls
from portal.console.handover import waiting as handover
from portal.console.intake import waiting as intake
from portal.console.offline import waiting as offline
from portal.console.reception import waiting as reception
from portal.console.workshop import waiting as workshop

ROOMS: Final[tuple[Callable[[HttpRequest], list[Section]], ...]] = (
    reception.sections,
    acceptance.sections,
    own.sections,
    halls.sections,
    offline.sections,
    intake.sections,
    handover.sections,
    workshop.sections,
)
"""Each gives nothing to those whose role has nothing to do there. The order is that of the desk."""


def sections(request: HttpRequest) -> list[Section]:
    """What waits for whoever is at the keyboard: somebody standing there first, then time."""
    found = [section for room in ROOMS for section in room(request)]
    return sorted(found, key=lambda section: not section.urgent)
