"""The people who take in, review, decide and lead."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models.department import Department
from departments.models.hall import Hall


class OfficerRole(models.TextChoices):
    REVIEWER = "reviewer", _("审查人员")
    DECIDER = "decider", _("首席代表")
    WINDOW = "window", _("综合窗口人员")
    HEAD = "head", _("负责人")
    SUPERVISOR = "supervisor", _("督办人员")
    HELPER = "helper", _("帮办人员")
    SYSTEM = "system", _("系统管理员")
    SECURITY = "security", _("安全管理员")
    AUDIT = "audit", _("审计管理员")


ADMINISTRATORS = (OfficerRole.SYSTEM, OfficerRole.SECURITY, OfficerRole.AUDIT)
"""Three powers that check each other (GB/T 22239-2019, 8.1.5): each of them is held alone."""


class Officer(models.Model):
    """An official under their staff number; signing in is another room's matter.

    The library says which roles an officer begins with; ``roles_kept`` once they were granted or
    taken away by hand, which a later load of the library leaves alone.
    """

    number = models.CharField(_("工号"), max_length=30, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    title = models.CharField(_("职务"), max_length=60)
    title_en = models.CharField(_("英文职务"), max_length=120)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="officers", verbose_name=_("部门")
    )
    hall = models.ForeignKey(
        Hall,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="officers",
        verbose_name=_("所在大厅"),
    )
    roles = ArrayField(models.CharField(max_length=10, choices=OfficerRole), verbose_name=_("岗位"))
    roles_kept = models.BooleanField(_("岗位以授权为准"), default=False)
    is_active = models.BooleanField(_("在岗"), default=True)

    class Meta:
        verbose_name = _("工作人员")
        verbose_name_plural = _("工作人员")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(roles__overlap=[one.value for one in ADMINISTRATORS])
                | models.Q(roles__len=1),
                name="officer_administrator_is_nothing_else",
                violation_error_message=_("系统、安全、审计管理员各自独立，不能兼任其他岗位。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.title}）"
