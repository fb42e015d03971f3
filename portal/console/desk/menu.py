"""Who is shown which part of the menu: the roles behind ``look.NAVIGATION``, by name."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from departments.models import OfficerRole
from portal.console.gate import holds


def _those(*roles: OfficerRole) -> Callable[[HttpRequest], bool]:
    def are_shown(request: HttpRequest) -> bool:
        return holds(request, *roles)

    return are_shown


window = _those(OfficerRole.WINDOW)
counter = _those(OfficerRole.WINDOW, OfficerRole.HELPER)
desk = _those(OfficerRole.WINDOW, OfficerRole.HELPER, OfficerRole.SUPERVISOR)
library = _those(
    *(OfficerRole.WINDOW, OfficerRole.HELPER, OfficerRole.SUPERVISOR, OfficerRole.SYSTEM)
)
head = _those(OfficerRole.HEAD)
supervision = _those(OfficerRole.HEAD, OfficerRole.SUPERVISOR)
workshop = _those(OfficerRole.HEAD, OfficerRole.SUPERVISOR, OfficerRole.SYSTEM)
system = _those(OfficerRole.SYSTEM)
security = _those(OfficerRole.SECURITY)
audit = _those(OfficerRole.AUDIT)
