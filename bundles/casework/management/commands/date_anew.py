from typing import Any

from django.core.management.base import BaseCommand

from bundles.casework.services import date_all_anew


class Command(BaseCommand):
    help = "Bring the due dates of every running case to today's calendar, after it was changed."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"dates moved in {date_all_anew()} cases")
