"""The people and cases whom the authorisation matrix asks, made by doing the steps."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from applicants import documents
from applicants.agents import Within, authorise, invite, revoke
from applicants.consents import give, hash_of
from applicants.models import (
    Agent,
    AgentScope,
    Applicant,
    Consent,
    Document,
    Invitation,
    Membership,
)
from applicants.organisations import declare
from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import HandedMaterial, LaterPromise, Submission
from bundles.casework.services import Defect
from bundles.issuance.making import context_of
from bundles.issuance.models import Certificate
from bundles.issuance.services.issue import issue
from bundles.papers.models import Paper
from bundles.papers.services import print_due
from departments.models import Officer
from portal.accounts.models import User
from portal.materials import tray
from portal.web.resumable.models import PartialUpload, UploadKind
from tests import cases
from tests.console.seats import id_number_of, sign_in

PASSWORD = make_password("mu-ma-2026-caoyuan")
ALL, APPLY, COLLECT = AgentScope.EVERYTHING, AgentScope.APPLY, AgentScope.COLLECT


class Role(enum.StrEnum):
    OWNER = "the owner"
    AGENT = "an agent for everything"
    FILLER = "an agent for filling in and filing"
    COLLECTOR = "an agent for collecting results"
    ONE_CASE = "an agent for each of these cases alone"
    ELSEWHERE = "an agent for another case"
    EXPIRED = "an agent until yesterday"
    REVOKED = "an agent until a moment ago"
    ANOTHERS = "another applicant's agent"
    STRANGER = "a stranger"
    ANONYMOUS = "nobody signed in"
    CLERK = "a clerk"


APPLICANTS = frozenset(Role) - {Role.ANONYMOUS, Role.CLERK}


@dataclass
class Stage:
    """Real people and real cases, made once for all rows."""

    owner: Applicant
    draft: Submission
    asked: Submission
    filed: Submission
    returned: Submission
    in_review: Submission
    issued: Submission
    handed: HandedMaterial
    document: Document
    letter: Paper
    organisation: Membership
    agent: Agent
    consent: Consent
    invitation: Invitation
    secret: str
    cookies: dict[Role, SimpleCookie] = field(default_factory=dict)

    def client(self, role: Role, **more: Any) -> Client:
        """A browser of this person, fresh for each request."""
        client = Client(**more)
        client.cookies.load(self.cookies[role].output(header="", sep=";"))
        return client


def set_up() -> Stage:
    """Build the stage by doing the steps."""
    owner = cases.an_applicant("王晓明")
    mine = [cases.draft(owner), cases.filed(owner), _returned(owner), cases.in_review()]
    in_review = cases.in_review(cases.filed(owner))
    issued = cases.decided(cases.in_review(cases.filed(owner)))
    asked = cases.draft(owner)
    services.ask_signatures(asked.pk, reviewed=cases.review_hash(asked), by=cases.own(asked))
    issue(issued.pk)
    print_due(issued.pk)
    handed = mine[0].handed_materials.first()
    letter = Paper.objects.filter(submission=issued, certificate__isnull=True).first()
    assert handed is not None
    assert letter is not None
    agents = _agents(owner, [*mine[:3], in_review, issued, asked])
    invitation, secret = invite(
        owner, name="李敏", scope=ALL, valid_until=timezone.localdate() + timedelta(days=30)
    )
    stage = Stage(
        owner=owner,
        draft=mine[0],
        asked=asked,
        filed=mine[1],
        returned=mine[2],
        in_review=in_review,
        issued=cases.fresh(issued),
        handed=handed,
        document=cases.a_document(owner),
        letter=letter,
        organisation=declare(
            owner, name="乌拉盖牧歌乳业有限公司", uscc="91152531MADEM0011W", phone="13847912345"
        ),
        agent=Agent.objects.filter(principal=owner, scope=ALL).earliest("pk"),
        consent=give(
            owner,
            "company-opening.sensitive",
            hash_of("同意"),
            at=timezone.now(),
            by=Actor.for_applicant(owner),
            about=str(in_review.token),
        ),
        invitation=invitation,
        secret=secret,
    )
    for role, person in {**agents, Role.OWNER: owner}.items():
        stage.cookies[role] = _signed_in(applicant=person)
    officer = Officer.objects.get(number="WLG-ZW-01")
    number = id_number_of(officer.number)
    stage.cookies[Role.CLERK] = _signed_in(officer=officer, id_number=number)
    stage.cookies[Role.ANONYMOUS] = SimpleCookie()
    return stage


def code_on_a_result(stage: Stage) -> str:
    """The signed part of a QR code on one of the results."""
    one = Certificate.objects.filter(work_item__submission=stage.issued.pk, printed_here=True)
    return context_of(one[0]).link.partition("/V/")[2]


def an_upload(stage: Stage) -> UUID:
    """The owner's, of a material that has no room left: begun before the other file came."""
    now = timezone.now()
    upload = PartialUpload.objects.create(
        owner=User.objects.get(applicant=stage.owner),
        submission=stage.draft,
        material_key="M07",
        kind=UploadKind.FILE,
        name="章程.pdf",
        length=10,
        language="zh-hans",
        touched_at=now,
        expires_at=now + timedelta(days=1),
    )
    return upload.token


def a_promise(stage: Stage) -> str:
    """The key of a material that the owner promised to hand in later."""
    LaterPromise.objects.get_or_create(
        submission=stage.in_review,
        material_key="M07",
        defaults={
            "filing": stage.in_review.filings.latest("sequence"),
            "items": ["E1"],
            "made_at": timezone.now(),
            "made_by": {},
            "due_on": timezone.localdate() + timedelta(days=7),
        },
    )
    return "M07"


def a_page(stage: Stage) -> UUID:
    """A photographed page in the tray of a material."""
    return tray.add(stage.draft, "M07", cases.a_picture()).token


def a_photograph(stage: Stage) -> int:
    """A picture handed in with the draft; removed with the row's other changes."""
    by = cases.own(stage.draft)
    picture = documents.store(stage.owner, BytesIO(cases.a_picture()), name="身份证.jpg", by=by)
    return services.attach(stage.draft.pk, material_key="M09", document=picture, by=by).pk


def _returned(owner: Applicant) -> Submission:
    filed = cases.filed(owner)
    defects = [Defect("material:M07", "章程缺少签字页。")]
    services.return_for_correction(filed.pk, seen=filed.revision, defects=defects, by=cases.clerk())
    return cases.fresh(filed)


def _agents(owner: Applicant, theirs: list[Submission]) -> dict[Role, Applicant]:
    """Somebody for every role beside the owner; each has an account of their own."""
    day = timezone.localdate() + timedelta(days=30)
    people = {role: cases.an_applicant("李敏") for role in APPLICANTS - {Role.OWNER}}
    for role, scope in ((Role.AGENT, ALL), (Role.FILLER, APPLY), (Role.COLLECTOR, COLLECT)):
        authorise(owner, people[role], scope=scope, valid_until=day)
    for one in theirs:
        within = Within(case=one.token)
        authorise(owner, people[Role.ONE_CASE], scope=APPLY, valid_until=day, within=within)
    elsewhere = Within(case=cases.draft(owner).token)
    authorise(owner, people[Role.ELSEWHERE], scope=ALL, valid_until=day, within=elsewhere)
    expired = authorise(owner, people[Role.EXPIRED], scope=ALL, valid_until=day)
    Agent.objects.filter(pk=expired.pk).update(valid_until=timezone.localdate() - timedelta(days=1))
    revoke(authorise(owner, people[Role.REVOKED], scope=ALL, valid_until=day).pk)
    authorise(cases.an_applicant("赵强"), people[Role.ANOTHERS], scope=ALL, valid_until=day)
    return people


def _signed_in(**who: Any) -> SimpleCookie:
    client = Client()
    number = User.objects.count() + 1
    user = User.objects.create(username=f"matrix{number}", password=PASSWORD, **who)
    sign_in(client, user)
    return client.cookies
