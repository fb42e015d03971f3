"""Files that are not all there yet."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applicants.sealing import SealedText


class UploadKind(models.TextChoices):
    FILE = "file", _("文件")
    PAGE = "page", _("扫描页")


class PartialUpload(models.Model):
    """One file on its way to one material; ``offset`` of ``length`` bytes have arrived.

    ``pieces`` is ``[[size, sha256], …]`` in order; the bytes lie sealed under ``UPLOADS_DIR``. Once
    finished, ``refusal`` says in words why the file was not taken, or is empty. The row stays until
    it expires, so that a last request sent again gets its answer again.
    """

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    submission = models.ForeignKey("casework.Submission", models.CASCADE, related_name="+")
    material_key = models.CharField(max_length=16)
    kind = models.CharField(max_length=4, choices=UploadKind.choices)
    replaces = models.UUIDField(null=True)
    name = SealedText()
    fingerprint = models.CharField(max_length=64, blank=True)
    """What the device knows the file by, so that choosing it again goes on where it stopped."""

    length = models.PositiveIntegerField()
    offset = models.PositiveIntegerField(default=0)
    pieces = models.JSONField(default=list)
    language = models.CharField(max_length=10)
    touched_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)
    refusal = SealedText(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offset__lte=F("length"), length__gt=0), name="upload_within_its_length"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=UploadKind.values), name="upload_kind_known"
            ),
        ]
        indexes = [
            models.Index(fields=["submission", "material_key"], name="upload_of_material"),
            models.Index(
                fields=["touched_at"],
                name="upload_unfinished",
                condition=Q(finished_at__isnull=True, offset=F("length")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.token} {self.offset}/{self.length}"

    @property
    def complete(self) -> bool:
        return self.offset == self.length

    @property
    def percent(self) -> int:
        return self.offset * 100 // self.length
