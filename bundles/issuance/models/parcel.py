"""Results on their way by post."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applicants.sealing import SealedJSON


class ParcelState(models.TextChoices):
    PACKED = "packed", _("已封装，待寄出")
    SENT = "sent", _("已寄出")
    DELIVERED = "delivered", _("已妥投")
    RETURNED = "returned", _("已退回")


class Parcel(models.Model):
    """One parcel of one case; a case may have several, one after the other or at once.

    ``to`` is ``{"recipient", "phone", "region", "address"}`` as a clerk confirmed it. ``contents``
    are the numbers of the certificates that were packed: what came back lies on the shelf again and
    may go into another parcel. ``weight`` in kilograms.
    """

    submission = models.ForeignKey(
        "casework.Submission", on_delete=models.PROTECT, related_name="parcels"
    )
    carrier = models.CharField(_("承运单位"), max_length=60)
    tracking_number = models.CharField(_("运单号"), max_length=40)
    to = SealedJSON(_("收件人和地址"))
    weight = models.DecimalField(_("重量（千克）"), max_digits=6, decimal_places=3, null=True)
    contents = models.JSONField(default=list)
    packed_at = models.DateTimeField(_("封装时间"))
    packed_by = models.JSONField()
    sent_at = models.DateTimeField(_("寄出时间"), null=True)
    delivered_at = models.DateTimeField(_("妥投时间"), null=True)
    returned_at = models.DateTimeField(_("退回时间"), null=True)
    return_reason = models.CharField(_("退回原因"), max_length=60, blank=True, default="")

    class Meta:
        verbose_name = _("邮件")
        verbose_name_plural = _("邮件")
        ordering: ClassVar[list[str]] = ["submission_id", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["carrier", "tracking_number"], name="parcel_tracked_once"
            ),
            models.CheckConstraint(
                name="parcel_delivered_or_returned_not_both",
                condition=Q(delivered_at__isnull=True) | Q(returned_at__isnull=True),
            ),
            models.CheckConstraint(
                name="parcel_sent_before_delivered",
                condition=Q(delivered_at__isnull=True) | Q(delivered_at__gte=F("sent_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking_number}"

    @property
    def state(self) -> ParcelState:
        if self.returned_at:
            return ParcelState.RETURNED
        if self.delivered_at:
            return ParcelState.DELIVERED
        return ParcelState.SENT if self.sent_at else ParcelState.PACKED
