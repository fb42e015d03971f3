"""The ledger's rows: append-only, chained, free of any person's data."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from django.db.models.expressions import Func


class Xid8Field(models.Field[int, int]):
    """PostgreSQL's 64-bit transaction id; filled by the database."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return str(value) if isinstance(value, int) else value


class CurrentXactId(Func):
    function = "pg_current_xact_id"
    arity = 0
    output_field = Xid8Field()


class Event(models.Model):
    """One fact of one case: who, what, when, why.

    ``digest`` is SHA-256 over the canonical JSON (RFC 8785) of ``ledger.sealed_content`` and
    includes the previous digest. ``data`` holds codes, ids and salted hashes only. The feed is
    ordered by ``(xid, id)``.
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="events"
    )
    work_item = models.ForeignKey(
        "casework.WorkItem", on_delete=models.PROTECT, related_name="events", null=True
    )
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=48)
    actor = models.JSONField()
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    algorithm = models.CharField(max_length=24)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    xid = Xid8Field(db_default=CurrentXactId(), editable=False)

    class Meta:
        ordering = ["submission_id", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "sequence"], name="event_sequence")
        ]
        indexes = [models.Index(fields=["xid", "id"], name="event_feed")]
        triggers = [
            pgtrigger.Protect(
                name="event_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}#{self.sequence} {self.kind}"
