"""A person sits down at the window: what the clerk does on the pages for them."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import Assistance, Submission
from bundles.casework.selectors.assistance import confirmation_of
from departments.models import Officer
from portal.demo.company import Company
from tests import cases
from tests.console.seats import ULGAI, Seat

COMPANY = Company(seed=43, today=cases.TODAY)
FOUNDER = COMPANY.founder
AGREED = ["truth", "sharing", "sensitive"]


def started(seat: Seat, **changed: str) -> Any:
    """Post the start page as it was shown."""
    shown = BeautifulSoup(seat.get("intake/").content, "html.parser")
    token = shown.find("input", {"name": "token"})
    assert token is not None
    fields = {"token": token["value"], "bundle": "company-opening", "phone": FOUNDER.phone}
    fields |= {"name": FOUNDER.name, "id_number": FOUNDER.id_number}
    return seat.post("intake/", **(fields | changed))


def begun(seat: Seat, **changed: str) -> Submission:
    started(seat, **changed)
    return Submission.objects.latest("pk")


def helper(submission: Submission, number: str = ULGAI) -> Actor:
    found = Officer.objects.select_related("department", "hall").get(number=number)
    return Actor.for_helper(found, submission.applicant)


def filled(seat: Seat, number: str = ULGAI, **changed: str) -> Submission:
    """Begun on the page; then everything typed and every original taken."""
    draft = begun(seat, **changed)
    by = helper(draft, number)
    answers = COMPANY.answers
    services.save_answers(draft.pk, block="questions", values=answers["questions"], by=by)
    for block, values in answers["blocks"].items():
        services.save_answers(draft.pk, block=block, values=values, by=by)
    for key in ("M07", "M08", "M09", "M11"):
        document = cases.a_document(draft.applicant, name=f"{key}.pdf")
        services.attach(draft.pk, material_key=key, document=document, by=by)
    return cases.fresh(draft)


def page(submission: Submission, rest: str = "") -> str:
    return f"intake/{submission.token}/{rest}"


def screen(submission: Submission) -> str:
    """The address of the applicant's own screen."""
    secret = Assistance.objects.filter(submission=submission).latest("pk").secret
    return f"/beside/{secret}/"


def confirmed(submission: Submission) -> None:
    """Everybody has signed, the applicant on their own screen."""
    own = confirmation_of(submission)
    assert own is not None
    for asked in own.round.requests.exclude(pk=own.pk):
        cases.sign(asked)
    Seat(None).client.post(screen(submission), {"agree": AGREED})


def row_of(response: Any, block: str) -> str:
    """The identity with which the page shows its empty row."""
    found = re.search(rf"{block}-([0-9a-z]+)\.", response.content.decode())
    assert found is not None
    return found[1]
