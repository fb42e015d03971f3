"""The people and cases whom the console's authorisation matrix asks, made by doing the steps."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import Assistance, MachineStep, SecondNotice, Submission
from bundles.casework.selectors.review import review_hash
from bundles.issuance.models import Certificate
from bundles.issuance.services.issue import issue
from bundles.papers.models import Paper
from bundles.papers.services import print_due
from bundles.reception.services import take
from departments.models import Department, Officer
from portal.accounts.keys import create_key
from portal.accounts.models import User
from portal.accounts.staff import session as passing
from tests import cases
from tests.console.seats import account, applicant_account, sign_in


class Role(enum.StrEnum):
    CLERK = "a window clerk of the hall"
    HEAD = "the head of the hall"
    SUPERVISOR = "a supervisor of the hall"
    HELPER = "a helper of the hall"
    SYSTEM = "the system administrator"
    SECURITY = "the security administrator"
    AUDIT = "the audit administrator"
    OTHER_HALL = "a window clerk of another hall"
    OTHER_DIVISION = "a window clerk of another county's hall"
    REVIEWER = "a reviewer of a department"
    DECIDER = "a decider of a department"
    PROVIDER = "a seal maker"
    LOCKED = "a window clerk whose screen is locked"
    HALF = "a window clerk with a password alone"
    APPLICANT = "an applicant"
    ANONYMOUS = "nobody signed in"


NUMBERS = {
    Role.CLERK: "WLG-ZW-01",
    Role.HEAD: "WLG-ZW-03",
    Role.SUPERVISOR: "WLG-ZW-04",
    Role.HELPER: "WLG-ZW-05",
    Role.SYSTEM: "WLG-ZW-06",
    Role.SECURITY: "WLG-ZW-07",
    Role.AUDIT: "WLG-ZW-08",
    Role.OTHER_HALL: "XLHT-ZW-01",
    Role.OTHER_DIVISION: "DL-ZW-01",
    Role.REVIEWER: "WLG-SC-01",
    Role.DECIDER: "WLG-SC-02",
    Role.PROVIDER: "WLG-KZ-01",
    Role.LOCKED: "WLG-ZW-02",
    Role.HALF: "WLG-ZW-02",
}


@dataclass
class Stage:
    """Real people and real cases of one hall, made once for all rows."""

    filed: Submission
    issued: Submission
    cookies: dict[Role, SimpleCookie] = field(default_factory=dict)

    def client(self, role: Role, **more: Any) -> Client:
        """A browser of this person, fresh for each request."""
        client = Client(**more)
        client.cookies.load(self.cookies[role].output(header="", sep=";"))
        return client


def set_up() -> Stage:
    """Build the stage by doing the steps."""
    issued = cases.decided(cases.in_review())
    issue(issued.pk)
    print_due(issued.pk)
    stage = Stage(filed=cases.filed(), issued=cases.fresh(issued))
    for role, number in NUMBERS.items():
        stage.cookies[role] = _signed_in(account(number), role)
    stage.cookies[Role.APPLICANT] = _signed_in(applicant_account(), Role.APPLICANT)
    stage.cookies[Role.ANONYMOUS] = SimpleCookie()
    return stage


def _signed_in(user: User, role: Role) -> SimpleCookie:
    client = Client()
    sign_in(client, user)
    session = client.session
    if role is Role.HALF:
        del session[passing.PASSED]
    if role is Role.LOCKED:
        passing.lock(session)
    session.save()
    return client.cookies


def sha_of(stage: Stage) -> str:
    """A file handed in with the filed case."""
    handed = stage.filed.handed_materials.first()
    assert handed is not None
    return handed.sha256


def paper_of(stage: Stage) -> int:
    return Paper.objects.filter(submission=stage.issued).earliest("pk").pk


def certificate_of(stage: Stage) -> int:
    """A result that somebody else makes and brings."""
    return Certificate.objects.filter(work_item__submission=stage.issued.pk).earliest("pk").pk


def officer_of(stage: Stage) -> int:
    """A clerk of the hall, who is not among those who ask."""
    return Officer.objects.get(number="WLG-ZW-02").pk


def api_key_of(stage: Stage) -> int:
    department = Department.objects.get(code="wlg-scjg")
    ends = timezone.now() + timedelta(days=1)
    row, _text = create_key(department, name="业务系统", scopes=["events:read"], expires_at=ends)
    return row.pk


def stuck_step(stage: Stage) -> int:
    """A step of the issued case that has failed five times."""
    now = timezone.now()
    return MachineStep.objects.create(
        submission=stage.issued, name="issue", failures=5, failed_at=now, stalled_at=now
    ).pk


def a_ticket(stage: Stage) -> int:
    """A number that waits in the hall; no two rows share one."""
    return take(stage.filed.hall, "C", by="kiosk:1").pk


def intake_of(stage: Stage) -> UUID:
    """A draft that is being taken in at this hall and waits for its signatures."""
    standing = Assistance.objects.filter(ended_at__isnull=True, submission__status="draft")
    there = standing.select_related("submission").first()
    if there is not None:
        return there.submission.token
    draft = cases.draft()
    officer = Officer.objects.select_related("department", "hall").get(number=NUMBERS[Role.CLERK])
    by = Actor.for_helper(officer, draft.applicant)
    services.assist(draft.pk, present=draft.applicant, by=by)
    services.ask_signatures(draft.pk, reviewed=review_hash(draft), by=by)
    return draft.token


def notice_of(stage: Stage) -> int:
    """A second notice about the filed case that waits for a supervisor."""
    notice, _created = SecondNotice.objects.get_or_create(
        submission=stage.filed,
        ending="",
        defaults={
            "filing": stage.filed.filings.latest("sequence"),
            "defects": [{"about": "material:M08", "text": "缺少签字页。"}],
            "seen_before": ["material:M08"],
            "because": "上次漏看。",
            "asked_by": cases.clerk().as_json(),
            "asked_at": timezone.now(),
        },
    )
    return notice.pk
