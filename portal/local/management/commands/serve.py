"""``manage.py serve``: the whole portal in one terminal."""

import sys
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.local.house import House, parts
from portal.local.ports import free


class Command(BaseCommand):
    help = (
        "Migrate, load the library, then run web, worker and beat until Ctrl-C. "
        "For production run the three as services of their own: see docker-compose.yml."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument(
            "--no-prepare", action="store_true", help="skip migrations and the library"
        )

    def handle(self, *args: Any, host: str, port: int, no_prepare: bool, **options: Any) -> None:
        if not free(host, port):
            raise CommandError(f"Port {port} is in use. Choose another: serve --port {port + 1}")
        if not no_prepare:
            call_command("migrate", verbosity=0)
            call_command("load_catalogue")
        self.stdout.write(f"http://{host}:{port}/  (Ctrl-C stops everything)")
        with House(parts(host, port)) as house:
            sys.exit(house.wait())
