"""What is handed over: certificates, and the batches they go out in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applicants.sealing import SealedJSON, SealedText


class BatchState(models.TextChoices):
    RESERVED = "reserved", _("出件中")
    ISSUED = "issued", _("待领取")
    HANDED_OVER = "handed_over", _("已领取")


class Batch(models.Model):
    """Results that go out together; the ``final`` one belongs to a case whose every item is
    settled.

    ``manifest`` lists the results with their hashes and no person's data; ``manifest_signature`` is
    over its canonical JSON (RFC 8785).
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

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> BatchState:
        if self.handed_over_at:
            return BatchState.HANDED_OVER
        return BatchState.ISSUED if self.issued_at else BatchState.RESERVED


class Way(models.TextChoices):
    WINDOW = "window", _("到窗口领取")
    POST = "post", _("邮寄")


class Delivery(models.Model):
    """How the applicant wants the results, once they have said so after filing.

    ``to`` is ``{"recipient", "phone", "region", "address"}`` for the post, else empty. Before that,
    the answers of the form say it: ``delivery.chosen`` reads both.
    """

    submission = models.OneToOneField(
        "casework.Submission", on_delete=models.PROTECT, related_name="delivery"
    )
    way = models.CharField(_("领取方式"), max_length=8, choices=Way.choices)
    to = SealedJSON(_("收件人和地址"), default=dict)
    chosen_at = models.DateTimeField(_("选择时间"))
    chosen_by = models.JSONField()

    class Meta:
        verbose_name = _("领取方式")
        verbose_name_plural = _("领取方式")

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.way}"


class CertificateState(models.TextChoices):
    RESERVED = "reserved", _("编号已留")
    ISSUED = "issued", _("有效")
    REVOKED = "revoked", _("已撤销")


class Certificate(models.Model):
    """One result of one work item, in exactly one batch.

    ``electronic_id`` follows GB/T 36904. ``holder`` is whom it belongs to; ``holder_shown`` is what
    a stranger who verifies it may see. ``arrived_at``: when it reached the desk; *decided* is not
    *arrived*, and what has not arrived cannot be signed out.
    """

    work_item = models.OneToOneField(
        "casework.WorkItem", on_delete=models.PROTECT, related_name="certificate"
    )
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(_("编号"), max_length=32, unique=True)
    electronic_id = models.CharField(_("电子证照标识"), max_length=100, unique=True)
    check_code = SealedText(_("校验码"))
    name = models.CharField(_("名称"), max_length=100)
    item_name = models.CharField(_("事项"), max_length=100)
    holder = SealedText(_("持有人"))
    holder_shown = models.CharField(_("持有人（脱敏）"), max_length=100)
    holder_uscc = models.CharField(_("持有单位代码"), max_length=18, blank=True, default="")
    issuer = models.CharField(_("作出部门"), max_length=100)
    issuer_uscc = models.CharField(_("作出部门代码"), max_length=18)
    printed_here = models.BooleanField(_("由平台制作"))
    valid_from = models.DateField(_("生效日期"))
    valid_until = models.DateField(_("有效期至"), null=True)
    paper = models.OneToOneField(
        "papers.Paper", on_delete=models.PROTECT, related_name="certificate", null=True
    )
    sha256 = models.CharField(max_length=64, blank=True, default="")
    arrived_at = models.DateTimeField(_("到件时间"), null=True)
    issued_at = models.DateTimeField(_("出件时间"), null=True)
    revoked_at = models.DateTimeField(_("撤销时间"), null=True)

    class Meta:
        verbose_name = _("证照与结果")
        verbose_name_plural = _("证照与结果")
        ordering: ClassVar[list[str]] = ["batch_id", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="certificate_printed_before_issued",
                condition=Q(issued_at__isnull=True) | Q(printed_here=False) | ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="certificate_issued_before_revoked",
                condition=Q(revoked_at__isnull=True) | Q(issued_at__isnull=False),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sha256"], name="certificate_sha256", condition=~Q(sha256=""))
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def state(self) -> CertificateState:
        if self.revoked_at:
            return CertificateState.REVOKED
        return CertificateState.ISSUED if self.issued_at else CertificateState.RESERVED
