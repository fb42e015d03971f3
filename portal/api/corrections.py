"""Ask the applicant to put right, once, everything that is wrong in this part."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import WorkItem

from .bodies import Body
from .door import own_work_item
from .verbs import Acting, Verb, verb


class DefectSaid(Body):
    about = serializers.CharField(
        max_length=120,
        help_text="`field:块.字段`、`block:块` 或 `material:材料代号`，须为本事项所声明。 "
        "The place meant; only what the item declares.",
    )
    text = serializers.CharField(
        max_length=1000,
        help_text="写给申请人的话：哪里不对、怎样改。 To the applicant: what is wrong, what to do.",
    )


class CorrectionAsked(Acting):
    defects = DefectSaid(
        many=True,
        help_text="一次性告知的全部补正内容，1 至 50 项。 Every defect at once, 1 to 50.",
    )

    def validate_defects(self, defects: list[dict[str, str]]) -> list[services.Defect]:
        if len(defects) > 50:
            raise serializers.ValidationError(_("一次最多 50 项。"), code="too_many")
        return [services.Defect(**defect) for defect in defects]


@verb(
    "要求补正 · Request a correction",
    "一次性告知申请人本事项需要补正的**全部**内容；其他事项照常办理。申请人补正后，办理件回到签收人手中。"
    "`about` 只能指本事项声明的内容，可直接取自详情中的 `check_points`。\n\n"
    "Tell the applicant **everything** to put right, once. `about` may only name "
    "what the item declares; take it from `check_points`. "
    "When answered, the item is the claimant's again.",
    body=CorrectionAsked,
    examples={
        "补正一份材料": {
            "officer": "WLG-SC-01",
            "defects": [
                {
                    "about": "material:M09",
                    "text": "身份证照片反光，看不清号码，请重新拍摄。",
                }
            ],
        }
    },
    problems=[
        *("claimed_by_another", "unknown_field", "defects_missing", "not_for_paper"),
        "still_may_follow",
    ],
)
class RequestCorrection(Verb):
    def act(self, item: WorkItem, *, seen: int, said: dict[str, Any], by: Actor) -> WorkItem:
        services.request_correction(item.pk, seen=seen, by=by, **said)
        return own_work_item(self.key, item.number)
