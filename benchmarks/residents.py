"""People with accounts, drafts and cases, for ``benchmarks.pages``."""

from __future__ import annotations

from portal.accounts.models import User
from tests import cases


def settle(people: int, *, password: str) -> list[tuple[str, str, str]]:
    """Sign-in name, token of a filled-in draft and of a case under way, for each."""
    return [_resident(number, password) for number in range(people)]


def _resident(number: int, password: str) -> tuple[str, str, str]:
    applicant = cases.an_applicant("王晓明")
    name = f"resident{number:02d}"
    User.objects.create_user(username=name, password=password, applicant=applicant)
    draft = cases.draft(applicant)
    case = cases.in_review(cases.filed(applicant))
    return name, str(draft.token), str(case.token)
