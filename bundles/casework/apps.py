from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    name = "bundles.casework"
    verbose_name = _("办件")

    def ready(self) -> None:
        # models are ready only now
        from bundles.casework import bells, sweep, tasks  # noqa: PLC0415
        from bundles.casework.services.follow_promises import due_to_follow  # noqa: PLC0415

        bells.listen(bells.Fact.ACCEPTED, tasks.fan_out.delay)
        bells.listen(bells.Fact.DEEMED_DUE, tasks.deem_accepted.delay)
        bells.listen(bells.Fact.LATER_DUE, tasks.follow_promises.delay)
        bells.listen(bells.Fact.RETRIED, tasks.sweep_soon)
        sweep.watch(bells.Fact.ACCEPTED, sweep.accepted)
        sweep.watch(bells.Fact.DEEMED_DUE, sweep.deemed)
        sweep.watch(bells.Fact.LATER_DUE, due_to_follow)
        sweep.watch(bells.Fact.DECIDED, sweep.decided)
        sweep.watch(bells.Fact.READY, sweep.ready)
