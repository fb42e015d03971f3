"""``manage.py local``: are the embedded servers running, and end them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.local.instance import keeper_of, stop
from portal.local.places import HOME, TEST_HOME, Home

HOMES = {"own": HOME, "tests": TEST_HOME}


class Command(BaseCommand):
    help = "Show or stop the embedded PostgreSQL and Valkey of this checkout."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["status", "stop"], nargs="?", default="status")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        for name, home in HOMES.items():
            line = status(home) if verb == "status" else stopped(home)
            self.stdout.write(f"{name:<6} {line}")


def status(home: Home) -> str:
    keeper = keeper_of(home)
    if keeper is None:
        return f"not running; data in {home.root}"
    state = "running" if keeper.ready else "starting"
    return f"{state}, keeper {keeper.pid}; {home.database_url} {home.redis_url}"


def stopped(home: Home) -> str:
    return "stopped" if stop(home) else "was not running"
