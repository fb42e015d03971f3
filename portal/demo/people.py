"""Who takes part: a clerk's account and the departments' keys, with the passwords of this machine.

Passwords and keys are random, kept in one file only their owner may read, and used again while they
still hold, so that two terminals do not lock each other out.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from bundles.catalogue import versions
from bundles.catalogue.definition import Version
from departments.models import Department, Officer, OfficerRole
from portal.accounts.keys import KeyRefused, authenticate_key, create_key
from portal.accounts.models import Scope, User
from portal.demo import authenticator
from portal.demo.numbers import resident_id

CLERK: Final = "WLG-ZW-01"
SEAL_MAKER: Final = "WLG-KZ-01"
KEYS_LAST: Final = timedelta(days=30)
COMPANY, RESTAURANT = "company-opening", "restaurant-small"
BUNDLES: Final = (COMPANY, RESTAURANT)
DIVISION: Final = "152571000000"


@dataclass(frozen=True)
class SignIn:
    """``secret`` is what the authenticator app of an official was set up with."""

    username: str
    password: str
    secret: str = ""


@dataclass(frozen=True)
class Key:
    """The key of the department that decides one item, and the officers in whose name it acts.

    ``decider`` decides at once what is promised instead of proved.
    """

    item: str
    department: str
    department_name: str
    officer: str
    decider: str
    key: str


@dataclass(frozen=True)
class People:
    clerk: SignIn
    keys: dict[str, Key] = field(default_factory=dict)
    seal_maker: SignIn = SignIn("", "")


def gather(path: Path) -> People:
    """Make the accounts and keys that are not there yet, and write them down in ``path``."""
    known = _known(path)
    people = People(
        clerk=_official(known, "clerk", CLERK),
        seal_maker=_official(known, "seal_maker", SEAL_MAKER),
        keys=_keys(known),
    )
    accounts = {"clerk": asdict(people.clerk), "seal_maker": asdict(people.seal_maker)}
    write(path, {**accounts, "keys": _plain(people.keys)})
    return people


def clerk_secret(path: Path) -> str:
    """The secret of the clerk's app, as kept in ``path``; '' before the first play."""
    return str(_known(path).get("clerk", {}).get("secret", ""))


def new_applicant(phone: str) -> SignIn:
    """How somebody will sign in: by their phone; the account itself is made at the web door."""
    return SignIn(phone, secrets.token_urlsafe(12))


def write(path: Path, more: dict[str, Any]) -> None:
    """Add to the file of sign-ins; nobody but its owner may read it, from its first byte on."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_text(json.dumps({**_known(path), **more}, ensure_ascii=False, indent=2) + "\n")
    draft.replace(path)


def _known(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _official(known: dict[str, Any], part: str, number: str) -> SignIn:
    """Who plays ``part``, the officer of this staff number."""
    officer = Officer.objects.get(number=number)
    user, _made = User.objects.get_or_create(
        officer=officer,
        defaults={"username": number.lower(), "is_staff": True, "id_number": _invented_number()},
    )
    password = str(known.get(part, {}).get("password", ""))
    if not password or not user.check_password(password):
        password = secrets.token_urlsafe(12)
        user.set_password(password)
        user.save(update_fields=["password"])
    secret = authenticator.set_up(user, str(known.get(part, {}).get("secret", "")))
    return SignIn(user.username, password, secret)


def _invented_number() -> str:
    return resident_id(secrets.SystemRandom())


def _keys(known: dict[str, Any]) -> dict[str, Key]:
    """For every item of the bundles played; a department has one key, whatever it decides."""
    items = [item for bundle in BUNDLES for item in _version(bundle).items]
    departments = Department.objects.in_bulk(
        {item.department.code for item in items}, field_name="code"
    )
    saved = {one.get("department"): one.get("key") for one in known.get("keys", {}).values()}
    keys = {
        code: _key(str(saved.get(code, "")), department) for code, department in departments.items()
    }
    return {
        item.key: Key(
            item=item.key,
            department=item.department.code,
            department_name=departments[item.department.code].name,
            officer=_officer(departments[item.department.code], OfficerRole.REVIEWER),
            decider=_officer(departments[item.department.code], OfficerRole.DECIDER),
            key=keys[item.department.code],
        )
        for item in items
    }


def _version(bundle: str) -> Version:
    return versions.version(versions.current(bundle, DIVISION).pk)


def _key(saved: str, department: Department) -> str:
    return saved if _holds(saved, department) else _new_key(department)


def _holds(text: str, department: Department) -> bool:
    try:
        return bool(text) and authenticate_key(text).department == department
    except KeyRefused:
        return False


def _new_key(department: Department) -> str:
    _row, text = create_key(
        department,
        name="演示密钥",
        scopes=[scope.value for scope in Scope],
        expires_at=timezone.now() + KEYS_LAST,
    )
    return text


def _officer(department: Department, role: OfficerRole) -> str:
    officers = Officer.objects.filter(
        department=department, is_active=True, roles__contains=[role.value]
    )
    return officers.order_by("number")[0].number


def _plain(keys: dict[str, Key]) -> dict[str, dict[str, str]]:
    return {name: asdict(key) for name, key in keys.items()}
