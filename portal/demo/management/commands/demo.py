"""``manage.py demo``: the whole portal up, one real case through it, then served."""

import logging
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.demo import authenticator
from portal.demo.exceptions import DemoFailed
from portal.demo.people import clerk_secret
from portal.demo.performance import CREDENTIALS, Performance
from portal.demo.telling import Story
from portal.local.ports import first_free, free

HOST = "127.0.0.1"
USUAL_PORT = 8000


class Command(BaseCommand):
    help = (
        "Bring everything up, open one new company over HTTP through the three doors, "
        "then serve until Ctrl-C."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="end after the case; status 0 only if all holds"
        )
        parser.add_argument("--port", type=int, help=f"default: {USUAL_PORT}, or the next free one")
        parser.add_argument(
            "--code",
            action="store_true",
            help="only print the clerk's code of this moment",
        )
        parser.add_argument("--report", type=Path, metavar="FILE", help="write a report as JSON")

    def handle(
        self,
        *args: Any,
        once: bool,
        port: int | None,
        report: Path | None,
        code: bool = False,
        **options: Any,
    ) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demonstration invents people and cases: never in production.")
        if code:
            self.stdout.write(authenticator.code(clerk_secret(CREDENTIALS)))
            return
        if port is not None and not free(HOST, port):
            raise CommandError(f"Port {port} is in use. Choose another: --port {port + 1}")
        logging.getLogger("httpx").setLevel(logging.WARNING)  # the story is told by us
        story = Story(sys.stdout)
        performance = Performance(
            story, host=HOST, port=port or first_free(HOST, USUAL_PORT), report=report
        )
        try:
            performance.run(once=once)
        except DemoFailed as failure:
            story.failed(str(failure))
            raise SystemExit(1) from None
