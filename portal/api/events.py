"""What happened to the department's own work items, in an order that leaves nothing out."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Q
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bundles.casework.models import Event
from bundles.casework.selectors.feed import Position, events_after
from portal.accounts.models import Scope

from . import documentation as docs
from .door import Door
from .paging import limit, position_in, position_text

TOLD: Final = (
    *("pre_check", "item", "from", "to", "because", "prior_item", "procedure", "defects"),
    *("material", "until", "supervising", "promises"),
)
"""Of an event's data, what says something to a department: codes and counts, no person's data."""


class EventShape(serializers.Serializer[Any]):
    """一个办理件上发生的一件事。 One fact about one work item."""

    work_item = serializers.CharField(
        help_text="办件编号；受理前的预审尚无，为空串。 "
        "Number of the work item; empty for what happens before acceptance."
    )
    case_number = serializers.CharField(help_text="一件事的编号。 Number of the whole case.")
    kind = serializers.CharField(
        help_text="work_item.queued、claimed、released、approved、rejected、correction、resubmitted、"
        "suspended、resumed、cancelled、withdrawn、not_accepted，"
        "commitment.withdrawn，follow_up.due、kept、to_put_right、put_right、not_put_right、"
        "proposed、revoked、overdue，"
        "pre_check.asked、passed、objected 等；请容许新的种类。 "
        "What happened; expect new kinds."
    )
    at = serializers.DateTimeField(help_text="时间。 When.")
    by = serializers.CharField(
        help_text="谁：工作人员的工号，或 applicant、agent、machine 等。 "
        "Who: an officer's number, or the kind of party."
    )
    change = serializers.DictField(
        help_text="状态的变化和原因的代码。 Codes of the change and its reason."
    )


class EventPage(serializers.Serializer[Any]):
    results = EventShape(many=True, help_text="按先后排列。 In order.")
    next = serializers.CharField(
        help_text="下一次请求的 after；没有新事件时与这一次相同。 "
        "The next request's after; the same as this one's when there is nothing new."
    )
    more = serializers.BooleanField(
        help_text="是否还有，可以立即再取。 Whether there is more to fetch at once."
    )


class Events(Door):
    """By transaction, below the oldest still running: a poller sees each event once (T24)."""

    scopes = {"GET": Scope.EVENTS}
    parameters = frozenset({"after", "limit"})

    @docs.described(
        "动态",
        "动态 · Events",
        "本部门办理件的全部变化，按先后排列，不重不漏。"
        "保存每次应答的 `next`，下次作为 `after` 传回；"
        "`more` 为 true 时立即再取，否则隔一会儿再来。\n\n"
        "Everything that happens to your work items, in order, none missing, none twice. "
        "Keep `next` and send it as `after`; fetch again at once while `more` is true.",
        parameters=[
            OpenApiParameter(
                "after",
                str,
                description="上一次应答的 `next`；不填则从头读起。 "
                "`next` of the last answer; none: from the start.",
            ),
            OpenApiParameter(
                "limit", int, description="条数，1 至 200，默认 100。 1 to 200, 100 by default."
            ),
        ],
        answer=EventPage,
        problems=[*docs.KEYED, *docs.READING, "cursor_invalid"],
    )
    def get(self, request: Request) -> Response:
        after = position_in(request.query_params.get("after", ""))
        many = limit(request, default=100)
        found = list(
            events_after(after)
            .filter(
                Q(work_item__department=self.key.department_id)
                | Q(
                    kind__startswith="follow_up.",
                    work_item__follow_up__department=self.key.department_id,
                )
                | Q(kind__startswith="pre_check.", data__department=self.key.department.code)
            )
            .select_related("work_item", "submission")
            .only("kind", "at", "actor", "data", "xid", "work_item__number", "submission__number")[
                : many + 1
            ]
        )
        rows = found[:many]
        last = Position(rows[-1].xid, rows[-1].pk) if rows else after
        page = {
            "results": [_told(event) for event in rows],
            "next": position_text(last),
            "more": len(found) > many,
        }
        return Response(EventPage(page).data)


def _told(event: Event) -> dict[str, Any]:
    kind = event.actor.get("kind", "")
    return {
        "work_item": event.work_item.number if event.work_item else "",
        "case_number": event.submission.number,
        "kind": event.kind,
        "at": event.at,
        "by": event.actor["id"] if kind == "officer" else kind,
        "change": {key: event.data[key] for key in TOLD if key in event.data},
    }
