"""What was done to a case on the applicant's side, and by whom: agents under their own name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from applicants.models import Applicant
from bundles.casework.actors import ActorKind
from bundles.casework.models import Event, Submission

THEIRS = (ActorKind.APPLICANT, ActorKind.AGENT)
WORDS: Mapping[str, StrPromise] = {
    "submission.submitted": gettext_lazy("提交了申请"),
    "submission.taken_back": gettext_lazy("收回了申请"),
    "submission.resubmitted": gettext_lazy("提交了补正"),
    "submission.withdrawn": gettext_lazy("撤回了申请"),
    "submission.results_asked_for": gettext_lazy("要求先出办好的结果"),
    "work_item.resubmitted": gettext_lazy("提交了一个事项的补正"),
    "work_item.withdrawn": gettext_lazy("撤回了一个事项"),
    "signatures.asked": gettext_lazy("请签字人签字"),
}


@dataclass(frozen=True, slots=True)
class Done:
    at: datetime
    who: str
    what: str


def done_by_applicants(case: Submission, *, reader: Applicant) -> list[Done]:
    """The applicant's side of the ledger, oldest first, as ``reader`` may see it: names masked."""
    events = Event.objects.filter(
        submission=case, kind__in=WORDS, actor__kind__in=[kind.value for kind in THEIRS]
    ).order_by("sequence")
    ids = {int(one.actor["id"]) for one in events if str(one.actor.get("id", "")).isdecimal()}
    people = Applicant.objects.in_bulk(ids)
    return [Done(one.at, _who(one.actor, people, reader), str(WORDS[one.kind])) for one in events]


def _who(actor: Mapping[str, str], people: Mapping[int, Applicant], reader: Applicant) -> str:
    """``您``, ``代办人 李*``: told by what the actor was when it was done."""
    person = people.get(int(actor["id"]))
    if person is not None and person.pk == reader.pk:
        return _("您")
    name = person.masked_name if person is not None else ""
    if actor.get("kind") == ActorKind.AGENT:
        return _("代办人 %(name)s") % {"name": name}
    return _("申请人 %(name)s") % {"name": name}
