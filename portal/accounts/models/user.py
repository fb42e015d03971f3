"""The sign-in itself. Nothing below the portal refers to it."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from portal.accounts.names import check_sign_in_name


class User(AbstractUser):
    """Someone who signs in; what they may do follows from the applicant or the officer they are.

    Name, ID and phone of a person live sealed in ``Applicant``; here is only the sign-in name they
    chose and, if they gave one, an e-mail address.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    username = models.CharField(
        _("登录名"),
        max_length=40,
        unique=True,
        validators=[check_sign_in_name],
        error_messages={"unique": _("这个登录名已经有人使用，请换一个。")},
    )
    applicant = models.OneToOneField(
        "applicants.Applicant",
        verbose_name=_("申请人"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    officer = models.OneToOneField(
        "departments.Officer",
        verbose_name=_("工作人员"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    privacy_agreed_at = models.DateTimeField(_("同意个人信息处理告知"), null=True, blank=True)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("账户")
        verbose_name_plural = _("账户")
        constraints = (
            models.UniqueConstraint(Lower("username"), name="user_sign_in_name_any_case"),
            models.CheckConstraint(
                condition=Q(applicant__isnull=True) | Q(officer__isnull=True),
                name="user_is_applicant_or_officer",
                violation_error_message=_("一个账户不能既是申请人又是工作人员，请分开注册。"),
            ),
        )

    def get_full_name(self) -> str:
        """The sign-in name: a person's own name is sealed and is not for headers and logs."""
        return self.username

    def get_short_name(self) -> str:
        return self.username
