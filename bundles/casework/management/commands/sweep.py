from typing import Any

from django.core.management.base import BaseCommand

from bundles.casework.sweep import sweep


class Command(BaseCommand):
    help = "Ring again for every case that lingers in a machine state."

    def handle(self, **options: Any) -> None:
        rung = sweep()
        for fact, count in rung.items():
            self.stdout.write(f"{fact}: {count}")
        if not rung:
            self.stdout.write("nothing lingers")
