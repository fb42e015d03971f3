from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "portal.notices"
    verbose_name = _("消息")

    def ready(self) -> None:
        from bundles.casework import bells, sweep  # noqa: PLC0415
        from portal.notices import following, tasks  # noqa: PLC0415

        quiet = (bells.Fact.RETRIED, bells.Fact.LETTER_MISSING, bells.Fact.LOOKUPS_WANTED)
        for fact in bells.Fact:
            if fact not in quiet:
                bells.listen(fact, tasks.tell.delay)
        sweep.watch(bells.Fact.MESSAGE_MISSING, following.untold)
