"""Pages that are not a document yet."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class ScanPage(models.Model):
    """One photographed page waiting to become part of a PDF; ``turned`` counts quarter turns right.

    The picture, redrawn and upright, lies sealed under ``UPLOADS_DIR``.
    """

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey("casework.Submission", models.CASCADE, related_name="+")
    material_key = models.CharField(max_length=16)
    place = models.PositiveSmallIntegerField()
    turned = models.PositiveSmallIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(turned__lt=4), name="scan_page_turned_by_quarters")
        ]
        indexes = [models.Index(fields=["submission", "material_key"], name="scan_of_material")]

    def __str__(self) -> str:
        return f"{self.material_key} {self.place}"
