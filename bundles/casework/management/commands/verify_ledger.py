import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bundles.casework.ledger import breaks
from bundles.casework.models import Submission


class Command(BaseCommand):
    help = (
        "Recompute every case's chain; name the first broken link of each and every missing tail."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("case", nargs="*", help="case numbers; all cases when left out")

    def handle(self, *, case: list[str], **options: Any) -> None:
        submissions = Submission.objects.only("token", "number", "chain_head", "chain_length")
        if case:
            submissions = submissions.filter(number__in=case)
        broken = 0
        for found in breaks(submissions.order_by("pk").iterator(chunk_size=500)):
            broken += 1
            self.stderr.write(str(found))
        if broken:
            self.stderr.write(f"{broken} of {submissions.count()} chains are broken")
            sys.exit(1)
        self.stdout.write(f"{submissions.count()} chains, all links hold")
