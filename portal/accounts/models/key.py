"""Keys with which a department's own system speaks to the portal."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a key may be used for; a key carries one or more."""

    READ = "work-items:read", _("查看本部门办理件")
    DECIDE = "work-items:decide", _("办理本部门办理件")
    MATERIALS = "materials:read", _("下载办理件的申请材料")
    EVENTS = "events:read", _("读取办件动态")


class ApiKey(models.Model):
    """One department's key. The secret itself is shown once and never stored."""

    department = models.ForeignKey(
        "departments.Department",
        verbose_name=_("部门"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    name = models.CharField(_("用途"), max_length=80)
    prefix = models.CharField(_("前缀"), max_length=12, unique=True)
    hash = models.CharField(_("摘要"), max_length=64, unique=True)
    scopes = ArrayField(
        models.CharField(max_length=40, choices=Scope.choices), verbose_name=_("权限")
    )
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    expires_at = models.DateTimeField(_("到期时间"))
    revoked_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("最近使用"), null=True, blank=True)

    class Meta:
        verbose_name = _("接口密钥")
        verbose_name_plural = _("接口密钥")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    def allows(self, scope: Scope | str) -> bool:
        return str(scope) in self.scopes
