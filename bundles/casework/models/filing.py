"""What was handed in for a case, frozen."""

from __future__ import annotations

from django.db import models

from applicants.sealing import SealedJSON, SealedText


class Filing(models.Model):
    """The answers and materials as they were at one submission or resubmission; never changed (T8).

    ``content`` is ``{"answers": …, "materials": [{"key", "sha256", "name", "media_type", "size"},
    …]}``; of what a register gave also ``"register"`` and ``"fetched_at"``. ``"missing"`` says of
    shared materials why they had to be handed in after all (``selectors.lookups``).
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="filings"
    )
    sequence = models.PositiveSmallIntegerField()
    content = SealedJSON()
    review_hash = models.CharField(max_length=64)
    filed_at = models.DateTimeField()

    class Meta:
        ordering = ["submission_id", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "sequence"], name="filing_sequence")
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}#{self.sequence}"


class HandedMaterial(models.Model):
    """One file put to one material of a case; replaced ones stay, marked superseded."""

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="handed_materials"
    )
    material_key = models.CharField(max_length=16)
    document = models.ForeignKey("applicants.Document", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = SealedText()
    media_type = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    register = models.CharField(max_length=40, blank=True, default="")
    """The register that gave it, at ``handed_at``; empty for what people handed in."""

    handed_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    compared_at = models.DateTimeField(null=True)
    """When an official held it against the original (与原件核对一致)."""

    compared_by = models.JSONField(null=True)
    """That official as an actor, by value."""

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["submission", "material_key"], name="handed_material_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "material_key", "sha256"],
                condition=models.Q(superseded_at__isnull=True),
                name="handed_material_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.material_key} {self.sha256[:8]}"
