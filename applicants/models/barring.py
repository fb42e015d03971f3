from django.db import models
from django.utils.translation import gettext_lazy as _

from applicants.sealing import Fingerprint, SealedText


class Barring(models.Model):
    """A person or organisation on the bad-credit list (失信名单): commitments are closed to them.

    Found by the keyed hash of the number, as nobody has to be registered to be listed. ``source``
    names the register or office that listed them. Lifted, never deleted: what was decided under it
    stands.
    """

    id_number = SealedText(_("证件号码或统一社会信用代码"))
    id_fingerprint = Fingerprint(of="id_number")
    reason = SealedText(_("列入原因"))
    source = models.CharField(_("由谁列入"), max_length=100)
    since = models.DateField(_("列入日期"))
    until = models.DateField(_("期满日期"), null=True, blank=True, help_text=_("含当日"))
    listed_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    lifted_at = models.DateTimeField(_("移出时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("失信名单")
        verbose_name_plural = _("失信名单")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="barring_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~models.Q(source=""), name="barring_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.source})"
