"""One result of one work item."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applicants.sealing import SealedText
from bundles.issuance.models.batch import Batch


class CertificateState(models.TextChoices):
    RESERVED = "reserved", _("编号已留")
    ISSUED = "issued", _("有效")
    REVOKED = "revoked", _("已撤销")


class Certificate(models.Model):
    """One result of one work item, in exactly one batch.

    ``nth`` is 0 for what belongs to the whole item, else the row of the result's list (from 1) that
    it belongs to: a clinic's one result is a certificate for each of the staff.

    ``electronic_id`` follows GB/T 36904. ``holder`` is whom it belongs to; ``holder_shown`` is what
    a stranger who verifies it may see. ``arrived_at``: when a clerk had it at the desk, on
    ``shelf``, under ``stock_number``; *decided* is not *arrived*, and what has not arrived cannot
    be signed out. ``announced_at``: when whoever makes it said that it is on its way. ``parcel``:
    the one it lies in, until that is delivered or came back.
    """

    work_item = models.ForeignKey(
        "casework.WorkItem", on_delete=models.PROTECT, related_name="certificates"
    )
    nth = models.PositiveSmallIntegerField(_("第几份"), default=0)
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
    announced_at = models.DateTimeField(_("通知送件时间"), null=True)
    arrived_at = models.DateTimeField(_("到件时间"), null=True)
    stock_number = models.CharField(_("实物编号"), max_length=40, blank=True, default="")
    shelf = models.CharField(_("货架"), max_length=20, blank=True, default="")
    parcel = models.ForeignKey(
        "issuance.Parcel", on_delete=models.PROTECT, related_name="certificates", null=True
    )
    issued_at = models.DateTimeField(_("出件时间"), null=True)
    revoked_at = models.DateTimeField(_("撤销时间"), null=True)

    class Meta:
        verbose_name = _("证照与结果")
        verbose_name_plural = _("证照与结果")
        ordering: ClassVar[list[str]] = ["batch_id", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["work_item", "nth"], name="certificate_once"),
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
            models.Index(fields=["sha256"], name="certificate_sha256", condition=~Q(sha256="")),
            models.Index(  # what is still to come, however much has arrived
                fields=["batch"], name="certificate_awaited", condition=Q(arrived_at__isnull=True)
            ),
            models.Index(
                fields=["stock_number"], name="certificate_stock", condition=~Q(stock_number="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def named(self) -> str:
        """Its name, with whose it is where an item brings one for each of several people."""
        return f"{self.name}（{self.holder_shown}）" if self.nth else self.name

    @property
    def state(self) -> CertificateState:
        if self.revoked_at:
            return CertificateState.REVOKED
        return CertificateState.ISSUED if self.issued_at else CertificateState.RESERVED
