"""A department that decided without a material orders what did not come."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import WorkItem

from .door import own_work_item
from .verbs import Acting, Verb, verb


class MaterialOrdered(Acting):
    material_key = serializers.CharField(
        max_length=16, help_text="逾期没有补交的材料代号。 The material that did not come."
    )
    until = serializers.DateField(help_text="补交期限，今天以后。 By when; after today.")
    order = serializers.CharField(
        max_length=1000,
        help_text="写给申请人的话：要补交什么、怎样交。 To the applicant: what is to be handed in.",
    )


@verb(
    "责令补交 · Order a material",
    "事项已经办结、容缺后补的材料逾期没有补交时，责令申请人限期补交；再次责令以后一次为准。"
    "还没有办结的，请用 request-correction。\n\n"
    "The item was approved and a material that could follow did not come by its day: order it. "
    "A second order replaces the first. Before the decision use request-correction.",
    body=MaterialOrdered,
    examples={
        "限期补交": {
            "officer": "WLG-SC-01",
            "material_key": "M13",
            "until": "2026-12-18",
            "order": "请补交食品安全管理人员的考核合格证明。",
        }
    },
    problems=["order_day_past", "reason_missing", "not_for_paper"],
)
class OrderMaterial(Verb):
    def act(self, item: WorkItem, *, seen: int, said: dict[str, Any], by: Actor) -> WorkItem:
        services.order_later(item.pk, seen=seen, by=by, **said)
        return own_work_item(self.key, item.number)
