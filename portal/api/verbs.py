"""What every verb on a work item has in common: whose, which version, who acts, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiExample, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from bundles.casework.actors import Actor
from bundles.casework.models import WorkItem
from portal.accounts.models import Scope

from . import documentation as docs
from .bodies import Body, read, refuse_unmeasured
from .door import Door, acting_officer, own_work_item
from .idempotency import once
from .preconditions import seen_version
from .work_items import WorkItemSummary, summary_answer


class Acting(Body):
    """The least that every verb is told: in whose name."""

    officer = serializers.CharField(
        max_length=30,
        help_text="经办人工号，须为本部门在岗人员。 "
        "Number of the acting officer, in active service of the key's department.",
    )


class Verb(Door):
    """``POST`` to a sub-resource of a work item; each does one thing by calling one service."""

    scopes = {"POST": Scope.DECIDE}
    body: ClassVar[type[Body]] = Acting

    def act(self, item: WorkItem, *, seen: int, said: dict[str, Any], by: Actor) -> WorkItem:
        """Call the service; return the item as it is now."""
        raise NotImplementedError

    def post(self, request: Request, number: str) -> Response:
        item = own_work_item(self.key, number)
        seen = seen_version(request)
        refuse_unmeasured(request)
        said = read(self.body, request.data)
        by = acting_officer(self.key, said.pop("officer"))

        def perform() -> Response:
            moved = self.act(item, seen=seen, said=said, by=by)
            moved.submission = item.submission
            return summary_answer(moved, request)

        return once(request, self.key, perform)


def verb(
    summary: str,
    description: str,
    *,
    body: type[Body],
    examples: dict[str, dict[str, Any]],
    problems: Iterable[str] = (),
) -> Callable[[type[Verb]], type[Verb]]:
    """Describe a verb; ``examples`` are request bodies by name."""
    described = docs.described(
        "办理",
        summary,
        description,
        parameters=[docs.NUMBER, docs.IF_MATCH, docs.IDEMPOTENCY_KEY, docs.ETAG],
        request=body,
        answer=WorkItemSummary,
        problems=[*docs.KEYED, *docs.WRITING, *problems],
        examples=[
            OpenApiExample(name, value=value, request_only=True) for name, value in examples.items()
        ],
    )

    def decorate(view: type[Verb]) -> type[Verb]:
        view.body = body
        decorated: type[Verb] = extend_schema_view(post=described)(view)
        return decorated

    return decorate
