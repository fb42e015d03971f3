"""Materials that follow after acceptance."""

from __future__ import annotations

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from bundles.casework.models import LaterPromise, WorkItem
from bundles.catalogue.definition import Version

from . import shapes


class Standing(TextChoices):
    PROMISED = "promised", _("约定补交")
    LAPSED = "lapsed", _("逾期没有补交")
    HANDED_IN = "handed_in", _("已补交")
    PRODUCED = "produced", _("由另一事项产生")
    NOT_NEEDED = "not_needed", _("不再需要")


class FollowingMaterial(serializers.Serializer[Any]):
    """一份容缺后补的材料。 One material that the applicant promised to hand in later."""

    key = serializers.CharField(help_text="材料代号。 Key of the material.")
    name = shapes.Words(help_text="材料名称。 Name of the material.")
    standing = serializers.ChoiceField(
        choices=Standing.choices,
        help_text="promised 未到期，lapsed 逾期未交（仍可补交），handed_in 已补交（见 materials），"
        "produced 由 produced_by 的结果代替（见 earlier_results），not_needed 不再需要。 "
        "Where it stands.",
    )
    due_on = serializers.DateField(help_text="最迟补交日期。 The last day.")
    provisional = serializers.BooleanField(
        help_text="跨入尚未公布放假安排的年份，日期为暂定。 Counted through an unpublished year."
    )
    produced_by = serializers.CharField(
        allow_null=True,
        help_text="其结果可以代替它的事项代号；没有为 null。 "
        "The item whose result takes its place, or null.",
    )
    ended_at = serializers.DateTimeField(
        allow_null=True, help_text="补齐的时间；尚未为 null。 When it came, or null."
    )
    ordered_until = serializers.DateField(
        allow_null=True, help_text="责令补交的期限；没有为 null。 Ordered by this day, or null."
    )
    order_missed_at = serializers.DateTimeField(
        allow_null=True,
        help_text="发现责令的期限已过、仍未补交的时间；没有为 null。 "
        "When the ordered day was found to have passed without it, or null.",
    )


def followings_of(item: WorkItem, version: Version) -> list[dict[str, Any]]:
    """What may follow of what the item looks at; for an accepted case."""
    looked_at = set(version.item(item.key).materials)
    promises = LaterPromise.objects.filter(submission=item.submission_id, due_on__isnull=False)
    return [
        _told(one, version)
        for one in promises.order_by("id")
        if one.material_key in looked_at or item.key in one.items
    ]


def _told(promise: LaterPromise, version: Version) -> dict[str, Any]:
    overdue = Standing.LAPSED if promise.lapsed_at else Standing.PROMISED
    return {
        "key": promise.material_key,
        "name": version.material(promise.material_key).name.to_json(),
        "standing": promise.ending or overdue.value,
        "due_on": promise.due_on,
        "provisional": promise.due_provisional,
        "produced_by": promise.by_item or None,
        "ended_at": promise.ended_at,
        "ordered_until": promise.ordered_until,
        "order_missed_at": promise.order_missed_at,
    }
