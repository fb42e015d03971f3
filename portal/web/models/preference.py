"""How someone who signs in likes the pages: it follows them to their next device."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Preference(models.Model):
    """Empty means: never chosen, so the device's own choice or the default holds."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    size = models.CharField(_("字号"), max_length=10, blank=True)
    language = models.CharField(_("语言"), max_length=10, blank=True)
    place = models.CharField(_("办理地"), max_length=12, blank=True)

    class Meta:
        verbose_name = _("显示偏好")
        verbose_name_plural = _("显示偏好")

    def __str__(self) -> str:
        return str(self.user_id)
