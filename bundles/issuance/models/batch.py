"""Results that go out together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applicants.sealing import SealedText


class BatchState(models.TextChoices):
    RESERVED = "reserved", _("出件中")
    ISSUED = "issued", _("待领取")
    HANDED_OVER = "handed_over", _("已领取")


class Proof(models.TextChoices):
    """What shows that the results were received."""

    PAD = "pad", _("手写屏签名")
    PAPER = "paper", _("纸质签名")
    POST = "post", _("邮政回执")


class Batch(models.Model):
    """Results that go out together; the ``final`` one belongs to a case whose every item is
    settled.

    ``manifest`` lists the results with their hashes and no person's data; ``manifest_signature`` is
    over its canonical JSON (RFC 8785).

    Several batches taken with one signature belong to the first of them (``signed_with`` of the
    others): it carries ``signature`` (a PNG in base64), or the hash of the scanned record in the
    vault, and its record lists all. ``proxy_sha256``: the scanned authorisation of who came instead
    of the applicant. ``reminded_at``: when its applicant was last reminded to collect it.
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="batches"
    )
    sequence = models.PositiveSmallIntegerField(_("批次"))
    number = models.CharField(_("批次号"), max_length=40, unique=True)
    final = models.BooleanField(_("最后一批"))
    reserved_at = models.DateTimeField(_("编号时间"))
    issued_at = models.DateTimeField(_("出件时间"), null=True)
    manifest = models.JSONField(default=dict)
    manifest_sha256 = models.CharField(max_length=64, blank=True, default="")
    manifest_signature = models.CharField(max_length=160, blank=True, default="")

    handed_over_at = models.DateTimeField(_("领取时间"), null=True)
    handed_over_by = models.JSONField(null=True)
    receiver = SealedText(_("签收人"), blank=True, default="")
    receiver_identity = models.CharField(_("签收人证件（脱敏）"), max_length=32, blank=True)
    receiver_capacity = models.CharField(_("签收身份"), max_length=32, blank=True)
    method = models.CharField(_("送达方式"), max_length=32, blank=True)
    signed_with = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="signed_along", null=True
    )
    proof = models.CharField(_("签收凭据"), max_length=12, choices=Proof.choices, blank=True)
    signature = SealedText(_("签名"), blank=True, default="")
    scan_sha256 = models.CharField(max_length=64, blank=True, default="")
    proxy_sha256 = models.CharField(max_length=64, blank=True, default="")
    reminded_at = models.DateTimeField(_("催领时间"), null=True)

    class Meta:
        verbose_name = _("出件批次")
        verbose_name_plural = _("出件批次")
        ordering: ClassVar[list[str]] = ["submission_id", "sequence"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["submission", "sequence"], name="batch_sequence"),
            models.UniqueConstraint(
                fields=["submission"],
                condition=Q(issued_at__isnull=True),
                name="batch_one_open_per_case",
            ),
            models.UniqueConstraint(
                fields=["submission"], condition=Q(final=True), name="batch_one_final_per_case"
            ),
            models.CheckConstraint(
                name="batch_issued_before_handed_over",
                condition=Q(handed_over_at__isnull=True) | Q(handed_over_at__gte=F("issued_at")),
            ),
            models.CheckConstraint(
                name="batch_issued_with_manifest",
                condition=Q(issued_at__isnull=True) | ~Q(manifest_signature=""),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(  # what lies on the shelves, however much was handed over
                fields=["issued_at"],
                name="batch_to_collect",
                condition=Q(handed_over_at__isnull=True),
            ),
            models.Index(
                fields=["handed_over_at"],
                name="batch_handed_over",
                condition=Q(handed_over_at__isnull=False),
            ),
            models.Index(  # papers still to be scanned in: a handful, however much was signed
                fields=["handed_over_at"],
                name="batch_unscanned",
                condition=Q(
                    proof="paper",
                    scan_sha256="",
                    signed_with__isnull=True,
                    handed_over_at__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> BatchState:
        if self.handed_over_at:
            return BatchState.HANDED_OVER
        return BatchState.ISSUED if self.issued_at else BatchState.RESERVED
