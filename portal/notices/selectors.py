"""What the pages ask of the messages."""

from __future__ import annotations

from django.db.models import QuerySet

from portal.notices.models import Notice, Wishes


def of_applicant(applicant_id: int) -> QuerySet[Notice]:
    """Somebody's messages with their cases, newest first, without the form's contents."""
    return (
        Notice.objects.filter(applicant=applicant_id)
        .select_related("submission")
        .defer("submission__answers", "submission__refusal")
        .order_by("-id")
    )


def unread(applicant_id: int) -> int:
    """How many messages somebody has not opened: one look into an index of unread ones."""
    return Notice.objects.filter(applicant=applicant_id, read_at__isnull=True).count()


def wishes_of(applicant_id: int, *, language: str) -> Wishes:
    """What they want outside the site; the usual, in ``language``, unless they said otherwise."""
    return Wishes.objects.filter(applicant=applicant_id).first() or Wishes(
        applicant_id=applicant_id, language=language
    )
