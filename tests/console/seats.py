"""A clerk at the keyboard, as the browser speaks for them."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from applicants.services import register_person
from bundles.casework.models import Submission
from departments.models import Officer
from portal.accounts.models import User
from portal.accounts.staff.session import pass_second
from portal.demo import authenticator
from portal.demo.numbers import resident_id

PASSWORD = "mu-ma-2026-caoyuan"
ULGAI, ULGAI_HEAD, XILINHOT = "WLG-ZW-01", "WLG-ZW-03", "XLHT-ZW-01"


def account(number: str) -> User:
    """The sign-in of an officer of the library."""
    username = f"clerk-{re.sub('[^a-z0-9]', '', number.lower())}"
    user = User.objects.filter(username=username).first()
    if user is None:
        officer = Officer.objects.get(number=number)
        user = User(username=username, officer=officer, id_number=id_number_of(number))
        user.set_password(PASSWORD)
        user.save()
    return user


def id_number_of(number: str) -> str:
    """An invented identity number, always the same for one staff number."""
    return resident_id(Random(number))


def sign_in(client: Client, user: User) -> None:
    """As an officer who has shown password and second factor."""
    client.force_login(user, backend=BACKEND)
    session = client.session
    pass_second(session, user)
    session.save()


def app_of(number: str) -> str:
    """The secret in the authenticator app of an officer, who has set it up."""
    return authenticator.set_up(account(number), "")


def applicant_account() -> User:
    user = User(username="wangxiaoming")
    user.set_password(PASSWORD)
    user.applicant = register_person(
        name="王晓明", id_number="152531199003072518", phone="13847912345"
    )
    user.save()
    return user


class Seat:
    """One signed-in browser; ``number`` is the officer's, None for nobody."""

    def __init__(self, number: str | None = ULGAI) -> None:
        self.client = Client()
        if number is not None:
            sign_in(self.client, account(number))

    def get(self, address: str, **query: str) -> Any:
        return self.client.get(f"/console/{address}", query)

    def post(self, address: str, **fields: Any) -> Any:
        return self.client.post(f"/console/{address}", fields)

    def case(self, submission: Submission) -> Any:
        return self.get(f"cases/{submission.number}/")

    def verb(self, submission: Submission, verb: str, **fields: Any) -> Any:
        """Press a button of a page that was made from the case as ``submission`` holds it."""
        fields.setdefault("seen", submission.revision)
        return self.post(f"cases/{submission.number}/{verb}/", **fields)


BACKEND = "portal.accounts.backends.SignInBackend"


def text_of(response: Any) -> str:
    """What a reader sees, without the spaces of the markup."""
    soup = BeautifulSoup(response.content, "html.parser")
    for hidden in soup(["script", "style", "template"]):
        hidden.decompose()
    return " ".join(soup.get_text(" ").split())


def form_of(response: Any, action_ends: str) -> dict[str, str]:
    """The hidden and filled-in fields of the form that posts to an address ending so."""
    soup = BeautifulSoup(response.content, "html.parser")
    form = next(one for one in soup("form") if str(one.get("action", "")).endswith(action_ends))
    return {
        str(field["name"]): str(field.get("value", ""))
        for field in form("input")
        if field.get("name")
    }
