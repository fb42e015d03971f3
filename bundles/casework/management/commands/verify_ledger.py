import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

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
            unknown = set(case) - set(submissions.values_list("number", flat=True))
            if unknown:
                raise CommandError(_("没有这些办件：%s") % "、".join(sorted(unknown)))
        broken = 0
        for found in breaks(submissions.order_by("pk").iterator(chunk_size=500)):
            broken += 1
            self.stderr.write(str(found))
        if broken:
            told = _("%(broken)d 件的链条不完整，共核对 %(count)d 件。")
            self.stderr.write(told % {"broken": broken, "count": submissions.count()})
            sys.exit(1)
        self.stdout.write(_("%d 件的链条逐环相接，没有缺失。") % submissions.count())
