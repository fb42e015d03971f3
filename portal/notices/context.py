"""What the navigation knows of messages."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from portal.notices.selectors import unread


def messages_unread(request: HttpRequest) -> dict[str, object]:
    """``unread`` messages: asked of the database only by a page that shows it, and once."""

    def count() -> int:
        applicant_id = getattr(getattr(request, "user", None), "applicant_id", None)
        return unread(applicant_id) if applicant_id else 0

    return {"unread": SimpleLazyObject(count)}
