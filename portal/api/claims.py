"""Take an item in hand, or put it back."""

from __future__ import annotations

from typing import Any

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import WorkItem

from .verbs import Acting, Verb, verb


@verb(
    "签收 · Claim",
    "待办的办理件由经办人签收，此后由其办理。 "
    "From `queued` to `claimed`, in the officer's own name.",
    body=Acting,
    examples={"签收": {"officer": "WLG-SC-01"}},
)
class Claim(Verb):
    def act(self, item: WorkItem, *, seen: int, said: dict[str, Any], by: Actor) -> WorkItem:
        return services.claim(item.pk, seen=seen, by=by)


@verb(
    "退回待办 · Release",
    "签收人把办理件退回本部门待办，时限继续计算。 "
    "From `claimed` back to `queued`; the clock runs on.",
    body=Acting,
    examples={"退回待办": {"officer": "WLG-SC-01"}},
    problems=["claimed_by_another"],
)
class Release(Verb):
    def act(self, item: WorkItem, *, seen: int, said: dict[str, Any], by: Actor) -> WorkItem:
        return services.release(item.pk, seen=seen, by=by)
