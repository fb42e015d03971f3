"""What happened to staff accounts: who came in, and what administrators did with them."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffEventKind(models.TextChoices):
    """Kinds of entries; all but the first four are an administrator's act and carry a reason."""

    SIGNED_IN = "signed_in", _("登录")
    UNLOCKED_SCREEN = "unlocked_screen", _("解锁屏幕")
    ENROLLED = "enrolled", _("绑定动态码")
    PASSWORD_CHANGED = "password_changed", _("修改密码")
    ACCOUNT_OPENED = "account_opened", _("开通账户")
    ACCOUNT_CLOSED = "account_closed", _("停用账户")
    ACCOUNT_REOPENED = "account_reopened", _("恢复账户")
    ROLES_CHANGED = "roles_changed", _("调整岗位")
    LOCK_LIFTED = "lock_lifted", _("解除登录锁定")
    FACTOR_RESET = "factor_reset", _("重置动态码")
    PASSWORD_RESET = "password_reset", _("重置密码")
    SESSIONS_ENDED = "sessions_ended", _("结束登录会话")
    KEY_REVOKED = "key_revoked", _("停用接口密钥")
    OFFICER_LEFT = "officer_left", _("人员离岗")
    OFFICER_BACK = "officer_back", _("人员返岗")
    VERIFIED = "verified", _("核验办件记录")
    EXPORTED = "exported", _("导出审计记录")
    RETRIED = "retried", _("重试故障步骤")
    EDITION_BEGUN = "edition_begun", _("起草一件事修订稿")
    EDITION_OFFERED = "edition_offered", _("提交一件事修订稿")
    EDITION_RETURNED = "edition_returned", _("退回一件事修订稿")
    EDITION_APPROVED = "edition_approved", _("审核通过一件事修订稿")
    EDITION_WITHDRAWN = "edition_withdrawn", _("撤下一件事修订稿")


class StaffEvent(models.Model):
    """One entry. The database refuses to change or delete it; no applicant's data is in it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("账户"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    actor = models.JSONField(_("操作人"))
    hall = models.CharField(_("大厅"), max_length=50, blank=True)
    kind = models.CharField(_("事项"), max_length=20, choices=StaffEventKind.choices)
    about = models.CharField(_("对象"), max_length=64, blank=True)
    detail = models.JSONField(_("内容"), default=dict, blank=True)
    reason = models.CharField(_("理由"), max_length=500, blank=True)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("账户记录")
        verbose_name_plural = _("账户记录")
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("hall", "-at"), name="staff_event_hall"),
            models.Index(fields=("about", "-at"), name="staff_event_about"),
        )
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(
                name="staff_event_is_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"
