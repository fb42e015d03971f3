"""What was told to whom, and what of it has yet to go out by e-mail or text message."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.notices.kinds import NoticeKind


class Notice(models.Model):
    """One fact told to one person, once: ``key`` names the fact (``event:217``).

    It holds codes and ids only and is put into words when it is read, in the reader's language.
    ``data`` may have ``item`` (a key), ``cancelled`` (keys), ``defects`` (how many), ``number`` (of
    a certificate), ``way`` (of delivery).
    """

    applicant = models.ForeignKey(
        "applicants.Applicant",
        on_delete=models.CASCADE,  # who may go takes their messages along
        related_name="+",
        verbose_name=_("收件人"),
    )
    submission = models.ForeignKey(
        "casework.Submission",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("办件"),
    )
    kind = models.CharField(_("种类"), max_length=24, choices=NoticeKind.choices)
    key = models.CharField(_("事由"), max_length=48)
    data = models.JSONField(_("要素"), default=dict)
    at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True)

    class Meta:
        verbose_name = _("消息")
        verbose_name_plural = _("消息")
        ordering: ClassVar[list[str]] = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["key", "applicant"], name="notice_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["applicant", "-id"], name="notice_of_applicant"),
            models.Index(
                fields=["applicant"], name="notice_unread", condition=Q(read_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} → {self.applicant_id}"


class Channel(models.TextChoices):
    EMAIL = "email", _("电子邮件")
    SMS = "sms", _("短信")


class Dispatch(models.Model):
    """One notice on its way out by one channel. The address is looked up when it is sent.

    Waiting while ``sent_at`` and ``given_up_at`` are empty; not before ``due_at``, which a sender
    also pushes ahead while it holds the row. ``line`` is the queue it stands in: what is told of
    one case to one person by one channel goes out in order.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="dispatches")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    line = models.CharField(max_length=64)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("外发通知")
        verbose_name_plural = _("外发通知")
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["notice", "channel"], name="dispatch_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_at"],
                name="dispatch_waiting",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
            models.Index(
                fields=["line", "id"],
                name="dispatch_line",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} of {self.notice_id}"


class Wanted(models.TextChoices):
    EVERYTHING = "everything", _("每一步都通知")
    IMPORTANT = "important", _("只通知要紧的")
    NOTHING = "nothing", _("不发送")


class Wishes(models.Model):
    """What somebody wants to be told outside the site; on the site everything is told, always."""

    applicant = models.OneToOneField(
        "applicants.Applicant", on_delete=models.CASCADE, related_name="+"
    )
    email = models.CharField(
        _("电子邮件"), max_length=12, choices=Wanted.choices, default=Wanted.EVERYTHING
    )
    sms = models.CharField(
        _("短信"), max_length=12, choices=Wanted.choices, default=Wanted.IMPORTANT
    )
    language = models.CharField(
        _("通知语言"),
        max_length=8,
        choices=[("zh-hans", "中文"), ("en", "English")],
        default="zh-hans",
    )

    class Meta:
        verbose_name = _("通知方式")
        verbose_name_plural = _("通知方式")

    def __str__(self) -> str:
        return f"{self.applicant_id}: {self.email}, {self.sms}"


class Follower(models.Model):
    """How far along the ledger's feed everything has been told."""

    name = models.CharField(max_length=16, primary_key=True)
    xid = models.BigIntegerField(default=0)
    event_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.xid}/{self.event_id}"
