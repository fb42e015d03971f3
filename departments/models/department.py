"""Departments that decide, and providers that only make a result."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models.division import Division
from departments.models.hall import Hall


class DepartmentKind(models.TextChoices):
    AUTHORITY = "authority", _("行政机关")
    PROVIDER = "provider", _("服务提供方")


class Department(models.Model):
    """One body with its own code and its own queue; where to appeal its decisions is data."""

    code = models.SlugField(_("编号"), unique=True)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=200)
    short_name = models.CharField(_("简称"), max_length=30)
    short_name_en = models.CharField(_("英文简称"), max_length=60)
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="departments", verbose_name=_("行政区划")
    )
    hall = models.ForeignKey(
        Hall,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="departments",
        verbose_name=_("进驻大厅"),
    )
    kind = models.CharField(_("性质"), max_length=10, choices=DepartmentKind)
    review_body = models.CharField(
        _("行政复议机关"),
        max_length=100,
        blank=True,
        help_text=_("服务提供方不作行政决定，没有复议机关，留空。"),
    )
    review_body_en = models.CharField(_("行政复议机关英文名称"), max_length=200, blank=True)
    court = models.CharField(_("行政诉讼管辖法院"), max_length=100, blank=True)
    court_en = models.CharField(_("管辖法院英文名称"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("部门")
        verbose_name_plural = _("部门")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=DepartmentKind.PROVIDER)
                | ~(models.Q(review_body="") | models.Q(court="")),
                name="department_names_its_remedies",
                violation_error_message=_("行政机关必须写明行政复议机关和管辖法院。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
