from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "portal.registers"

    def ready(self) -> None:
        from bundles.casework import bells, sweep  # noqa: PLC0415
        from bundles.catalogue import vocabulary  # noqa: PLC0415
        from portal.registers import asking, kinds, tasks  # noqa: PLC0415

        vocabulary.know_registers(kinds.KINDS)
        bells.listen(bells.Fact.LOOKUPS_WANTED, tasks.ask_wanted)
        sweep.watch(bells.Fact.LOOKUPS_WANTED, asking.lingering)
