"""Stop the clock for a special procedure, and start it again."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import WorkItem

from .verbs import Acting, Verb, verb


class Procedure(TextChoices):
    """The procedures whose time does not count (Administrative Licensing Law art. 45).

    A closed list and no free text: the word goes into the ledger, which can never forget it.
    """

    HEARING = "hearing", _("听证")
    TENDER = "tender", _("招标")
    AUCTION = "auction", _("拍卖")
    INSPECTION = "inspection", _("检验")
    TESTING = "testing", _("检测")
    QUARANTINE = "quarantine", _("检疫")
    APPRAISAL = "appraisal", _("鉴定")
    EXPERT_REVIEW = "expert_review", _("专家评审")


class Suspension(Acting):
    procedure = serializers.ChoiceField(
        choices=Procedure.choices,
        help_text="特别程序的种类（《行政许可法》第四十五条）。 Which special procedure.",
    )


@verb(
    "进入特别程序 · Suspend",
    "听证、检验、检测、鉴定、专家评审等所需时间不计入时限：两个时钟都停下。 "
    "A special procedure begins: both clocks stop.",
    body=Suspension,
    examples={"专家评审": {"officer": "WLG-SC-01", "procedure": "expert_review"}},
    problems=["claimed_by_another", "reason_missing"],
)
class Suspend(Verb):
    def act(self, item: WorkItem, *, seen: int, said: dict[str, Any], by: Actor) -> WorkItem:
        return services.suspend(item.pk, seen=seen, by=by, **said)


@verb(
    "特别程序结束 · Resume",
    "恢复计时，时限顺延停表的工作时间。 "
    "The clocks go on; both due dates move by the time that stood.",
    body=Acting,
    examples={"恢复": {"officer": "WLG-SC-01"}},
)
class Resume(Verb):
    def act(self, item: WorkItem, *, seen: int, said: dict[str, Any], by: Actor) -> WorkItem:
        return services.resume(item.pk, seen=seen, by=by)
