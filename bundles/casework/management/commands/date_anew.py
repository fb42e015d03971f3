from typing import Any

from django.core.management.base import BaseCommand

from bundles.casework.models import Submission
from bundles.casework.services import date_anew
from bundles.casework.states import SubmissionStatus
from departments import selectors


class Command(BaseCommand):
    help = "Bring the due dates of every running case to today's calendar, after it was changed."

    def handle(self, **options: Any) -> None:
        selectors.forget()
        running = Submission.objects.filter(
            status__in=[SubmissionStatus.ACCEPTED, SubmissionStatus.IN_REVIEW]
        )
        moved = 0
        for pk in running.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=500):
            moved += date_anew(pk)
        self.stdout.write(f"dates moved in {moved} cases")
