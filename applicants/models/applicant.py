from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.identity import IdentityKind, mask_id, mask_name, mask_phone
from applicants.sealing import Fingerprint, NameFingerprint, SealedText


class ApplicantKind(models.TextChoices):
    PERSON = "person", _("个人")
    ORGANISATION = "organisation", _("单位")


class IdentityLevel(models.TextChoices):
    """How far the identity is known: typed in, compared with the original, vouched for outside."""

    DECLARED = "declared", _("自行填报")
    SEEN = "seen", _("窗口核对")
    VERIFIED = "verified", _("实名认证")


class Applicant(models.Model):
    """Someone who may ask for something: a person, or an organisation for which persons act.

    Two may *declare* the same number (anyone can type a stranger's), only one can have it
    confirmed: otherwise whoever types first would lock the rightful holder out.
    """

    kind = models.CharField(_("申请人类型"), max_length=12, choices=ApplicantKind.choices)
    name = SealedText(_("姓名或单位名称"))
    name_fingerprint = NameFingerprint(of="name")
    id_kind = models.CharField(_("证件类型"), max_length=20, choices=IdentityKind.choices)
    id_number = SealedText(_("证件号码"))
    id_fingerprint = Fingerprint(of="id_number")
    phone = SealedText(_("联系电话"), blank=True, default="")
    phone_fingerprint = Fingerprint(of="phone")
    level = models.CharField(
        _("核验程度"),
        max_length=10,
        choices=IdentityLevel.choices,
        default=IdentityLevel.DECLARED,
    )
    created_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("申请人")
        verbose_name_plural = _("申请人")
        constraints = [
            models.UniqueConstraint(
                fields=["id_kind", "id_fingerprint"],
                condition=~models.Q(level=IdentityLevel.DECLARED),
                name="one_confirmed_applicant_per_number",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=ApplicantKind.values), name="applicant_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=IdentityLevel.values), name="applicant_level_known"
            ),
        ]

    def __str__(self) -> str:
        return self.masked_name

    @property
    def is_person(self) -> bool:
        return self.kind == ApplicantKind.PERSON

    @property
    def masked_name(self) -> str:
        """The name as others may see it; an organisation's is public and shown whole."""
        return mask_name(self.name) if self.is_person else self.name

    @property
    def masked_id(self) -> str:
        """The number as others may see it; a USCC is public and shown whole."""
        return mask_id(self.id_number) if self.is_person else self.id_number

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)
