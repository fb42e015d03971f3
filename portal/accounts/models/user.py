"""The sign-in itself. Nothing below the portal refers to it."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from applicants.sealing import Fingerprint, SealedText
from portal.accounts.contacts import ContactKind, purpose
from portal.accounts.names import check_sign_in_name


class User(AbstractUser):
    """Someone who signs in; what they may do follows from the applicant or the officer they are.

    Name and ID of a person live sealed in ``Applicant``. Here are, sealed too, the phone and the
    e-mail address they sign in by: each is empty until a code sent there has come back, so what
    stands here is confirmed, and belongs to one account only. The sign-in name is for officials;
    an applicant's is invented.

    A staff account names the person behind it by their identity number: nobody holds two of them
    under two staff numbers, and so nobody two of the powers that check each other.
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
    phone = SealedText(_("手机号码"), blank=True, default="")
    phone_fingerprint = Fingerprint(of="phone", purpose=purpose(ContactKind.PHONE))
    email = SealedText(_("电子邮箱"), blank=True, default="")
    email_fingerprint = Fingerprint(of="email", purpose=purpose(ContactKind.EMAIL))
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

    id_number = SealedText(_("身份证号码"), blank=True, default="")
    id_fingerprint = Fingerprint(of="id_number", purpose="staff_identity")
    password_is_temporary = models.BooleanField(_("临时密码"), default=False)
    privacy_agreed_at = models.DateTimeField(_("同意个人信息处理告知"), null=True, blank=True)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("账户")
        verbose_name_plural = _("账户")
        constraints = (
            models.UniqueConstraint(Lower("username"), name="user_sign_in_name_any_case"),
            models.UniqueConstraint(
                fields=("phone_fingerprint",),
                condition=~Q(phone_fingerprint=""),
                name="one_account_per_phone",
            ),
            models.UniqueConstraint(
                fields=("email_fingerprint",),
                condition=~Q(email_fingerprint=""),
                name="one_account_per_email",
            ),
            models.CheckConstraint(
                condition=Q(applicant__isnull=True) | Q(officer__isnull=True),
                name="user_is_applicant_or_officer",
                violation_error_message=_("一个账户不能既是申请人又是工作人员，请分开注册。"),
            ),
            models.CheckConstraint(
                condition=Q(officer__isnull=True) | Q(is_active=False) | ~Q(id_fingerprint=""),
                name="staff_account_names_its_person",
                violation_error_message=_("工作账户须登记本人身份证号码。"),
            ),
            models.UniqueConstraint(
                fields=("id_fingerprint",),
                condition=Q(officer__isnull=False, is_active=True),
                name="one_staff_account_per_person",
            ),
        )

    def get_full_name(self) -> str:
        """For headers: an applicant's name masked, an official's sign-in name."""
        return self.applicant.masked_name if self.applicant else self.username

    def get_short_name(self) -> str:
        return self.get_full_name()
