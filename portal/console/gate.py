"""Who may enter the console: those who work in a hall, each to the pages of their role.

The head of a department does not enter by being one: a case shows the answers of every item, and a
department may see only what its own item needs.
"""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from departments.models import DepartmentKind, Hall, Officer, OfficerRole
from portal.accounts.models import User

ENTERING: Final = frozenset(
    role.value
    for role in (
        OfficerRole.WINDOW,
        OfficerRole.SUPERVISOR,
        OfficerRole.HELPER,
        OfficerRole.SYSTEM,
        OfficerRole.SECURITY,
        OfficerRole.AUDIT,
    )
)
"""Roles that are exercised at the console. Reviewing and deciding is not among them."""


def officer_of(user: User | AnonymousUser) -> Officer | None:
    """The officer behind a sign-in with department and hall, read once per request."""
    if not isinstance(user, User) or user.officer_id is None:
        return None
    if not User._meta.get_field("officer").is_cached(user):
        user.officer = Officer.objects.select_related("department", "hall").get(pk=user.officer_id)
    return user.officer


def may_enter(user: User | AnonymousUser) -> bool:
    """An active account of an active officer of a hall, with a role that works here."""
    officer = officer_of(user)
    return (
        officer is not None
        and user.is_active
        and officer.is_active
        and officer.hall_id is not None
        and not ENTERING.isdisjoint(officer.roles)
    )


def works_for_provider(user: User | AnonymousUser) -> bool:
    """An active account of somebody who works for a provider (a seal maker, say), in no hall."""
    officer = officer_of(user)
    return (
        officer is not None
        and user.is_active
        and officer.is_active
        and officer.department.kind == DepartmentKind.PROVIDER
    )


HOMES: Final = (
    (OfficerRole.WINDOW, "index"),
    (OfficerRole.SYSTEM, "system"),
    (OfficerRole.SECURITY, "accounts"),
    (OfficerRole.AUDIT, "audit"),
    (OfficerRole.SUPERVISOR, "supervision"),
    (OfficerRole.HELPER, "intake"),
)
"""Where each role begins its day: the first that an officer holds."""


def home_of(user: User | AnonymousUser) -> str:
    """The address where an officer's work begins; the front page if it is not at the console."""
    officer = officer_of(user)
    if officer is not None and may_enter(user):
        return reverse(f"admin:{next(name for role, name in HOMES if role.value in officer.roles)}")
    return reverse("admin:provider") if works_for_provider(user) else "/"


def holds(request: HttpRequest, *roles: OfficerRole) -> bool:
    """Whether whoever is at the keyboard holds one of ``roles``."""
    officer = officer_of(request.user)
    return officer is not None and not {role.value for role in roles}.isdisjoint(officer.roles)


def clerk_of(request: HttpRequest) -> Officer:
    """The clerk at the keyboard; only behind ``console.admin_view``, which has let them in."""
    officer = officer_of(request.user)
    assert officer is not None
    return officer


def hall_of(request: HttpRequest) -> Hall:
    """The clerk's own hall: the only one whose cases exist for them."""
    hall = clerk_of(request).hall
    assert hall is not None
    return hall
