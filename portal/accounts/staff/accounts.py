"""What a security administrator does with an officer's account: with a reason, never their own."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset
from django.db import IntegrityError, connection, transaction

from applicants.identity import validate_resident_id
from applicants.keys import fingerprints
from departments.models import ADMINISTRATORS, Officer, OfficerRole
from portal.accounts import lockout
from portal.accounts.models import StaffEventKind, User
from portal.accounts.staff import factor
from portal.accounts.staff.exceptions import (
    AccountExists,
    HasLeft,
    NoAccount,
    OwnAccount,
    PersonTaken,
    RolesRefused,
)
from portal.accounts.staff.records import reasoned, record

LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
ONE_AT_A_TIME: Final = 731_204  # the advisory lock of everything here


@transaction.atomic
def open_account(officer_id: int, *, id_number: str, reason: str, by: User) -> tuple[User, str]:
    """An account for an officer who has none, and its temporary password: shown once, never kept.

    Raises ``PersonTaken`` while the person has another account in use, ``ValidationError`` for a
    number that is none, ``ReasonMissing``, and what the other verbs here raise.
    """
    officer = _officer(officer_id, by=by)
    if User.objects.filter(officer=officer).exists():
        raise AccountExists
    if not officer.is_active:
        raise HasLeft
    user = User(username=officer.number.lower(), officer=officer, password_is_temporary=True)
    user.id_number = validate_resident_id(id_number)
    _is_free(user.id_number, beside=None)
    password = _temporary(user)
    kept = reasoned(reason)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise PersonTaken from None
    record(StaffEventKind.ACCOUNT_OPENED, by=by, about=officer.number, reason=kept)
    return user, password


@transaction.atomic
def change_roles(officer_id: int, *, roles: Collection[str], reason: str, by: User) -> Officer:
    """Grant and take away; from then on the library leaves this officer's roles alone."""
    officer = _officer(officer_id, by=by)
    wanted = [role.value for role in OfficerRole if role.value in roles]
    alone = {role.value for role in ADMINISTRATORS}
    if not wanted or (len(wanted) > 1 and not alone.isdisjoint(wanted)):
        raise RolesRefused
    before, officer.roles, officer.roles_kept = officer.roles, wanted, True
    officer.save(update_fields=["roles", "roles_kept"])
    record(
        StaffEventKind.ROLES_CHANGED,
        by=by,
        about=officer.number,
        reason=reasoned(reason),
        before=before,
        after=wanted,
    )
    return officer


@transaction.atomic
def close(officer_id: int, *, reason: str, by: User) -> User:
    """The account opens nothing any more, from this moment on."""
    user = _account(officer_id, by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    _end_sessions(user)
    record(StaffEventKind.ACCOUNT_CLOSED, by=by, about=_number(user), reason=reasoned(reason))
    return user


@transaction.atomic
def reopen(officer_id: int, *, reason: str, by: User) -> User:
    """Raises ``PersonTaken`` when the person has got another account meanwhile."""
    user = _account(officer_id, by=by)
    assert user.officer is not None
    if not user.officer.is_active:
        raise HasLeft
    _is_free(user.id_number, beside=user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(StaffEventKind.ACCOUNT_REOPENED, by=by, about=_number(user), reason=reasoned(reason))
    return user


@transaction.atomic
def lift_lock(officer_id: int, *, reason: str, by: User) -> User:
    """After five failures: try again at once instead of in half an hour."""
    user = _account(officer_id, by=by)
    for name in (user.username, factor.counted(user)):
        reset(username=lockout.counted_as(name))
    record(StaffEventKind.LOCK_LIFTED, by=by, about=_number(user), reason=reasoned(reason))
    return user


@transaction.atomic
def reset_factor(officer_id: int, *, reason: str, by: User) -> User:
    """The device is lost: the next sign-in sets up a new one. Every session ends."""
    user = _account(officer_id, by=by)
    Authenticator.objects.filter(user=user).delete()
    _end_sessions(user)
    record(StaffEventKind.FACTOR_RESET, by=by, about=_number(user), reason=reasoned(reason))
    return user


@transaction.atomic
def reset_password(officer_id: int, *, reason: str, by: User) -> tuple[User, str]:
    """A new temporary password, shown once; the second factor stays."""
    user = _account(officer_id, by=by)
    password = _temporary(user)
    user.save(update_fields=["password", "password_is_temporary"])
    _end_sessions(user)
    record(StaffEventKind.PASSWORD_RESET, by=by, about=_number(user), reason=reasoned(reason))
    return user, password


@transaction.atomic
def end_sessions(officer_id: int, *, reason: str, by: User) -> User:
    """Signed out everywhere; signing in again stays possible."""
    user = _account(officer_id, by=by)
    _end_sessions(user)
    record(StaffEventKind.SESSIONS_ENDED, by=by, about=_number(user), reason=reasoned(reason))
    return user


@transaction.atomic
def leave(officer_id: int, *, reason: str, by: User) -> Officer:
    """The officer works here no more: their account is closed with them."""
    officer = _officer(officer_id, by=by)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    for user in User.objects.select_for_update().filter(officer=officer, is_active=True):
        user.is_active = False
        user.save(update_fields=["is_active"])
        _end_sessions(user)
    record(StaffEventKind.OFFICER_LEFT, by=by, about=officer.number, reason=reasoned(reason))
    return officer


@transaction.atomic
def come_back(officer_id: int, *, reason: str, by: User) -> Officer:
    """On duty again; the account stays closed until the security administrator opens it."""
    officer = _officer(officer_id, by=by)
    officer.is_active = True
    officer.save(update_fields=["is_active"])
    record(StaffEventKind.OFFICER_BACK, by=by, about=officer.number, reason=reasoned(reason))
    return officer


def _officer(officer_id: int, *, by: User) -> Officer:
    """The officer, locked; one verb at a time. Raises ``OwnAccount``."""
    if by.officer_id == officer_id:
        raise OwnAccount
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    return Officer.objects.select_for_update(of=("self",)).get(pk=officer_id)


def _account(officer_id: int, *, by: User) -> User:
    officer = _officer(officer_id, by=by)
    user = User.objects.select_for_update(of=("self",)).filter(officer=officer).first()
    if user is None:
        raise NoAccount
    user.officer = officer
    return user


def _is_free(id_number: str, *, beside: User | None) -> None:
    """Also under older lookup keys, which the constraint does not see. Raises ``PersonTaken``."""
    taken = User.objects.filter(
        officer__isnull=False,
        is_active=True,
        id_fingerprint__in=fingerprints(id_number, "staff_identity"),
    )
    if beside is not None:
        taken = taken.exclude(pk=beside.pk)
    if taken.exists():
        raise PersonTaken


def _temporary(user: User) -> str:
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    user.set_password(password)
    user.password_is_temporary = True
    return password


def _end_sessions(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()


def _number(user: User) -> str:
    assert user.officer is not None
    return user.officer.number
