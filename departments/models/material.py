"""Kinds of document, and what an item asks of each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from departments.models.service_item import ServiceItem


class MaterialKind(models.TextChoices):
    FORM = "form", _("申请表单")
    IDENTITY = "identity", _("身份证明")
    CERTIFICATE = "certificate", _("证照")
    PROOF = "proof", _("证明材料")
    AGREEMENT = "agreement", _("协议、章程或决议")
    AUTHORISATION = "authorisation", _("授权委托")
    LIST = "list", _("名册")


class Necessity(models.TextChoices):
    REQUIRED = "required", _("必要")
    OPTIONAL = "optional", _("非必要")
    MAY_FOLLOW = "may_follow", _("容缺后补")


class MaterialForm(models.TextChoices):
    ORIGINAL = "original", _("原件")
    COPY = "copy", _("复印件")
    ELECTRONIC = "electronic", _("电子件")


class MaterialSource(models.TextChoices):
    APPLICANT = "applicant", _("申请人自备")
    GOVERNMENT = "government", _("政府部门核发")
    OTHER = "other", _("其他机构出具")


class Material(models.Model):
    """A kind of document, the same whichever item asks for it."""

    code = models.SlugField(_("编号"), unique=True)
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=200)
    kind = models.CharField(_("类型"), max_length=20, choices=MaterialKind)
    description = models.TextField(_("说明"))
    description_en = models.TextField(_("英文说明"))

    class Meta:
        verbose_name = _("材料")
        verbose_name_plural = _("材料")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Requirement(models.Model):
    """What one item asks of one material.

    ``check_points`` is a list of ``{key, zh, en, defect_zh, defect_en}``: what is looked at, and
    the sentence a citizen reads when it is found wanting.
    """

    item = models.ForeignKey(
        ServiceItem, models.CASCADE, related_name="requirements", verbose_name=_("事项")
    )
    material = models.ForeignKey(
        Material, models.PROTECT, related_name="requirements", verbose_name=_("材料")
    )
    necessity = models.CharField(_("必要性"), max_length=20, choices=Necessity)
    form = models.CharField(_("形式"), max_length=20, choices=MaterialForm)
    originals = models.PositiveSmallIntegerField(_("原件份数"), default=0)
    copies = models.PositiveSmallIntegerField(_("复印件份数"), default=0)
    source = models.CharField(_("来源"), max_length=20, choices=MaterialSource)
    basis = models.JSONField(_("要求依据"))
    check_points = models.JSONField(_("审查要点"), default=list, blank=True)
    position = models.PositiveSmallIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("申请材料")
        verbose_name_plural = _("申请材料")
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(fields=["item", "material"], name="material_once_per_item"),
        ]

    def __str__(self) -> str:
        return f"{self.item.key}：{self.material.name}"
