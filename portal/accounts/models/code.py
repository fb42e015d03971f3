"""One-time codes that were sent out; neither the code nor whom it went to stands here in words."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.sealing import Fingerprint, SealedText
from portal.accounts.contacts import Contact, ContactKind


class CodePurpose(models.TextChoices):
    """What whoever holds the code may do with it; a code for one is none for another."""

    ENTER = "enter", _("登录或注册")
    RESET = "reset", _("找回密码")
    AGAIN = "again", _("再次确认身份")
    CHANGE = "change", _("更换手机或邮箱")


class OneTimeCode(models.Model):
    """One code, for one contact and one purpose: it ends when used, guessed at, or too old."""

    purpose = models.CharField(_("用途"), max_length=10, choices=CodePurpose.choices)
    kind = models.CharField(_("方式"), max_length=10, choices=ContactKind.choices)
    address = SealedText(_("发往"))
    address_fingerprint = Fingerprint(of="address", purpose="one_time_code")
    digest = models.CharField(_("摘要"), max_length=64)
    sent_at = models.DateTimeField(_("发送时间"), db_index=True)
    expires_at = models.DateTimeField(_("到期时间"))
    failures = models.PositiveSmallIntegerField(_("输错次数"), default=0)
    used_at = models.DateTimeField(_("使用时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("验证码")
        verbose_name_plural = _("验证码")
        ordering = ("-sent_at", "-pk")

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def contact(self) -> Contact:
        return Contact(ContactKind(self.kind), self.address)
