"""Who may enter the console: the window clerks of a hall, its head among them, and nobody else.

The head of a department does not enter by being one: a case shows the answers of every item, and a
department may see only what its own item needs.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from departments.models import Hall, Officer, OfficerRole
from portal.accounts.models import User


def officer_of(user: User | AnonymousUser) -> Officer | None:
    """The officer behind a sign-in with department and hall, read once per request."""
    if not isinstance(user, User) or user.officer_id is None:
        return None
    if not User._meta.get_field("officer").is_cached(user):
        user.officer = Officer.objects.select_related("department", "hall").get(pk=user.officer_id)
    return user.officer


def may_enter(user: User | AnonymousUser) -> bool:
    """An active account of an active window clerk who belongs to a hall."""
    officer = officer_of(user)
    return (
        officer is not None
        and user.is_active
        and officer.is_active
        and officer.hall_id is not None
        and OfficerRole.WINDOW.value in officer.roles
    )


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


def is_head(request: HttpRequest) -> bool:
    """Whether the clerk leads the hall, and so may change the calendar."""
    return OfficerRole.HEAD.value in clerk_of(request).roles
