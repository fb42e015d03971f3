"""What the audit administrator reads of the workshop."""

from __future__ import annotations

from django.http import HttpRequest

from bundles.catalogue.edition import Edition
from portal.accounts.models import StaffEvent, StaffEventKind, User
from portal.accounts.staff.records import record


def noted(
    request: HttpRequest, kind: StaffEventKind, edition: Edition, *, reason: str = ""
) -> StaffEvent:
    """Which edition of which bundle, in which revision, and until when it waits."""
    assert isinstance(request.user, User)
    return record(
        kind,
        by=request.user,
        about=edition.code[:64],
        reason=reason,
        edition=edition.pk,
        revision=edition.revision,
        change=edition.kind,
        publish_at=edition.publish_at.isoformat() if edition.publish_at else None,
        version=edition.version_id,
    )
