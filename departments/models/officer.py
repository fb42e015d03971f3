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


class Officer(models.Model):
    """An official under their staff number; signing in is another room's matter."""

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
    is_active = models.BooleanField(_("在岗"), default=True)

    class Meta:
        verbose_name = _("工作人员")
        verbose_name_plural = _("工作人员")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.name}（{self.title}）"
