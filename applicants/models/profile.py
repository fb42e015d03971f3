from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.models.applicant import Applicant
from applicants.sealing import SealedText


class Profile(models.Model):
    """What an applicant tells beside who they are, so that no form asks for it again.

    Everything here is optional and can be deleted by itself. ``address_division`` is a code of
    12 digits; where a person lives is theirs, so the code is sealed like the street.
    """

    applicant = models.OneToOneField(
        Applicant, on_delete=models.CASCADE, related_name="profile", primary_key=True
    )
    email = SealedText(_("电子邮箱"), blank=True, default="")
    address_division = SealedText(_("所在地区"), blank=True, default="")
    address = SealedText(_("详细地址"), blank=True, default="")
    postcode = SealedText(_("邮政编码"), blank=True, default="")
    legal_representative = SealedText(_("法定代表人"), blank=True, default="")
    changed_at = models.DateTimeField(_("更新时间"), auto_now=True)

    class Meta:
        verbose_name = _("资料")
        verbose_name_plural = _("资料")

    def __str__(self) -> str:
        return str(self.applicant_id)
