"""What a provider is asked to make: seals, as the applicant chose their maker."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class OrderState(models.TextChoices):
    NEW = "new", _("待接单")
    MAKING = "making", _("制作中")
    READY = "ready", _("已做好，待送大厅")
    HANDED_IN = "handed_in", _("已送大厅，待窗口登记")
    ARRIVED = "arrived", _("窗口已收到")


class Order(models.Model):
    """One item's goods, ordered once the item is approved.

    ``maker`` is the code of a provider's department. What is to be made is read from the decision
    and from what the item declares of the form: nothing personal stands here. ``…_by`` say who of
    the provider's staff did it.
    """

    work_item = models.OneToOneField(
        "casework.WorkItem", on_delete=models.PROTECT, related_name="order"
    )
    maker = models.CharField(_("制作单位"), max_length=50)
    due_at = models.DateTimeField(_("最迟送到"), null=True)
    ordered_at = models.DateTimeField(_("下单时间"))
    taken_at = models.DateTimeField(_("接单时间"), null=True)
    taken_by = models.JSONField(null=True)
    ready_at = models.DateTimeField(_("做好时间"), null=True)
    ready_by = models.JSONField(null=True)
    handed_in_at = models.DateTimeField(_("送到大厅时间"), null=True)
    handed_in_by = models.JSONField(null=True)
    arrived_at = models.DateTimeField(_("窗口收到时间"), null=True)

    class Meta:
        verbose_name = _("制作订单")
        verbose_name_plural = _("制作订单")
        ordering: ClassVar[list[str]] = ["ordered_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="order_ready_after_taken",
                condition=Q(ready_at__isnull=True) | Q(ready_at__gte=F("taken_at")),
            ),
            models.CheckConstraint(
                name="order_handed_in_after_ready",
                condition=Q(handed_in_at__isnull=True) | Q(handed_in_at__gte=F("ready_at")),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["maker", "-ordered_at"], name="order_of_maker")
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What the maker and the desk call it; it says nothing about the case."""
        return f"DD{self.pk:08d}"

    @property
    def state(self) -> OrderState:
        if self.arrived_at:
            return OrderState.ARRIVED
        if self.handed_in_at:
            return OrderState.HANDED_IN
        if self.ready_at:
            return OrderState.READY
        return OrderState.MAKING if self.taken_at else OrderState.NEW
