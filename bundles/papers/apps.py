from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "bundles.papers"
    verbose_name = _("文书")

    def ready(self) -> None:
        from bundles.casework import bells, sweep  # noqa: PLC0415
        from bundles.papers import lingering, tasks  # noqa: PLC0415

        for fact in (
            bells.Fact.SUBMITTED,
            bells.Fact.RETURNED,
            bells.Fact.REFUSED,
            bells.Fact.ACCEPTED,
            bells.Fact.ITEM_CORRECTION,
            bells.Fact.ITEM_RESUBMITTED,
            bells.Fact.ITEM_NOT_ACCEPTED,
            bells.Fact.ITEM_REJECTED,
            bells.Fact.LATER_CHANGED,
            bells.Fact.FOLLOW_UP_MOVED,
            bells.Fact.COMMITMENT_WITHDRAWN,
            bells.Fact.LETTER_MISSING,
        ):
            bells.listen(fact, tasks.print_due.delay)
        sweep.watch(bells.Fact.LETTER_MISSING, lingering.unprinted)
