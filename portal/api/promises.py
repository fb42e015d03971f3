"""What was promised for a work item: in the detail, and as the signed letter."""

from __future__ import annotations

from typing import Any

import structlog
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from bundles.casework.models import WorkItem
from bundles.casework.selectors.follow_ups import promised_for
from bundles.papers.commitments import letter_for
from portal.accounts.models import Scope
from portal.storage import VaultError

from . import documentation as docs
from . import shapes
from .door import Door, own_work_item
from .problems import Refused

log = structlog.get_logger(__name__)


class PromiseMade(serializers.Serializer[Any]):
    """一项承诺。 One promise, ticked by itself."""

    key = serializers.CharField(help_text="承诺的代号。 Key of the promise.")
    title = shapes.Words(help_text="承诺什么。 What is promised.")
    text = shapes.Words(help_text="承诺全文。 Its full words.")
    made_at = serializers.DateTimeField(help_text="承诺时间。 When it was made.")
    text_sha256 = serializers.CharField(
        help_text="标题、全文和后果（中文）的 SHA-256。 SHA-256 of its Chinese words."
    )


class CommitmentLetter(Door):
    """For the department that decides."""

    scopes = {"GET": Scope.MATERIALS}

    @docs.described(
        "办理件",
        "告知承诺书 · Commitment letter",
        "申请人逐项勾选的告知承诺书（PDF，已签名）。没有作出承诺的是 404。 "
        "The signed letter with every promise; 404 where nothing was promised.",
        parameters=[docs.NUMBER],
        answer=docs.binary("承诺书。 The letter.", "application/pdf"),
        problems=[*docs.KEYED, *docs.READING, "not_found", "material_unavailable"],
    )
    def get(self, request: Request, number: str) -> FileResponse:
        return letter_of(own_work_item(self.key, number))


def letter_of(item: WorkItem) -> FileResponse:
    """The last letter; whoever calls has seen to it that the caller may have it."""
    paper = letter_for(item)
    if paper is None:
        raise Http404
    try:
        content = paper.open()
    except (OSError, VaultError):
        log.exception("letter_unavailable", paper=paper.pk)
        raise Refused(
            "material_unavailable",
            _("请稍后重试；如仍无法读取，请联系系统管理员。"),
            headers={"Retry-After": "60"},
        ) from None
    answer = FileResponse(
        content, as_attachment=True, filename=paper.file_name, content_type="application/pdf"
    )
    answer.headers["ETag"] = f'"{paper.sha256}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def promises_of(item: WorkItem) -> list[dict[str, Any]]:
    return [
        {
            "key": row.key,
            "title": words.title.to_json(),
            "text": words.text.to_json(),
            "made_at": row.made_at,
            "text_sha256": row.text_hash,
        }
        for row, words in promised_for(item)
    ]
