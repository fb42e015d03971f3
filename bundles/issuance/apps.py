from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IssuanceConfig(AppConfig):
    name = "bundles.issuance"
    verbose_name = _("出件")

    def ready(self) -> None:
        from bundles.casework import bells, sweep  # noqa: PLC0415
        from bundles.catalogue import vocabulary  # noqa: PLC0415
        from bundles.issuance import lingering, making, tasks  # noqa: PLC0415

        vocabulary.know_templates(kind.value for kind in making.MAKERS)
        bells.listen(bells.Fact.ITEM_APPROVED, tasks.place_orders.delay)
        bells.listen(bells.Fact.DECIDED, tasks.issue.delay)
        bells.listen(bells.Fact.READY, tasks.issue.delay)
        bells.listen(bells.Fact.HANDED_OVER, tasks.record_handovers.delay)
        sweep.watch(bells.Fact.READY, lingering.unfinished)
        sweep.watch(bells.Fact.HANDED_OVER, lingering.unrecorded)
