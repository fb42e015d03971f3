"""The addresses of ``/api/``; the first version of the promise is ``v1``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.urls.converters import register_converter

from .claims import Claim, Release
from .corrections import RequestCorrection
from .decisions import Approve, NotAccept, Reject
from .door import NoSuchAddress
from .events import Events
from .follow_up_verbs import (
    Broken,
    Kept,
    NotPutRight,
    OrderAgain,
    ProposeRevocation,
    PutRight,
    Revoke,
)
from .follow_ups import FollowUps, OneFollowUp, PromisedLetter
from .materials import OneMaterial
from .me import Me
from .order_material import OrderMaterial
from .pre_checks import Object, OnePreCheck, Pass, PreCheckMaterial, PreChecks
from .problem_kinds import OneProblemKind, ProblemKinds
from .promises import CommitmentLetter
from .schema import Page, Schema
from .suspensions import Resume, Suspend
from .work_items import OneWorkItem, WorkItems


class WorkItemNumber:
    """办件编号: 43 digits and capital letters. Anything else is no address at all."""

    regex = "[0-9A-Z]{43}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Sha256(WorkItemNumber):
    regex = "[0-9a-f]{64}"


register_converter(WorkItemNumber, "api_work_item")
register_converter(Sha256, "api_sha256")

app_name = "api"

one: list[URLPattern | URLResolver] = [
    path("", OneWorkItem.as_view(), name="work-item"),
    path("claim/", Claim.as_view(), name="claim"),
    path("release/", Release.as_view(), name="release"),
    path("not-accept/", NotAccept.as_view(), name="not-accept"),
    path("approve/", Approve.as_view(), name="approve"),
    path("reject/", Reject.as_view(), name="reject"),
    path("request-correction/", RequestCorrection.as_view(), name="request-correction"),
    path("order-material/", OrderMaterial.as_view(), name="order-material"),
    path("commitment-letter/", CommitmentLetter.as_view(), name="commitment-letter"),
    path("suspend/", Suspend.as_view(), name="suspend"),
    path("resume/", Resume.as_view(), name="resume"),
    path("materials/<api_sha256:sha256>/", OneMaterial.as_view(), name="material"),
]

one_follow_up: list[URLPattern | URLResolver] = [
    path("", OneFollowUp.as_view(), name="follow-up"),
    path("commitment-letter/", PromisedLetter.as_view(), name="promised-letter"),
    path("kept/", Kept.as_view(), name="kept"),
    path("broken/", Broken.as_view(), name="broken"),
    path("put-right/", PutRight.as_view(), name="put-right"),
    path("not-put-right/", NotPutRight.as_view(), name="not-put-right"),
    path("order-again/", OrderAgain.as_view(), name="order-again"),
    path("propose-revocation/", ProposeRevocation.as_view(), name="propose-revocation"),
    path("revoke/", Revoke.as_view(), name="revoke"),
]

one_pre_check: list[URLPattern | URLResolver] = [
    path("", OnePreCheck.as_view(), name="pre-check"),
    path("pass/", Pass.as_view(), name="pass"),
    path("object/", Object.as_view(), name="object"),
    path("materials/<api_sha256:sha256>/", PreCheckMaterial.as_view(), name="pre-check-material"),
]

v1: list[URLPattern | URLResolver] = [
    path("me/", Me.as_view(), name="me"),
    path("work-items/", WorkItems.as_view(), name="work-items"),
    path("work-items/<api_work_item:number>/", include(one)),
    path("pre-checks/", PreChecks.as_view(), name="pre-checks"),
    path("pre-checks/<uuid:token>/", include(one_pre_check)),
    path("follow-ups/", FollowUps.as_view(), name="follow-ups"),
    path("follow-ups/<api_work_item:number>/", include(one_follow_up)),
    path("events/", Events.as_view(), name="events"),
    path("problems/", ProblemKinds.as_view(), name="problems"),
    path("problems/<slug:code>/", OneProblemKind.as_view(), name="problem"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Page.as_view(), name="docs"),
    re_path("", NoSuchAddress.as_view()),
]

urlpatterns = [path("v1/", include(v1))]
