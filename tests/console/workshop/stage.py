"""Editions for the authorisation matrix: of this hall's division, in the states buttons need."""

from __future__ import annotations

from bundles.catalogue import editions, versions
from bundles.catalogue.edition import Edition
from bundles.catalogue.editions import sources
from bundles.catalogue.reading import open_bundle
from departments.models import Officer
from tests.catalogue.library import COMPANY_OPENING
from tests.console.stage import NUMBERS, Role, Stage

CODE = "company-opening"


def draft_of(stage: Stage) -> int:
    """A draft that the head of the hall has begun, always the same one."""
    return edition_by(stage, Role.HEAD).pk


def edition_by(stage: Stage, role: Role) -> Edition:
    author = Officer.objects.select_related("hall").get(number=NUMBERS[role])
    if there := Edition.objects.filter(author=author).first():
        return there
    current = versions.current(CODE, stage.filed.hall.division_id)
    sources.keep_of_library(current, open_bundle(COMPANY_OPENING))  # as loading the library does
    return editions.begin(current, by=author)
