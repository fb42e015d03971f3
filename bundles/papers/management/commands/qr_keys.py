"""``manage.py qr_keys``: the keys behind the QR codes on paper."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bundles.papers import qr_keys
from bundles.papers.qr_keys import QrKey


class Command(BaseCommand):
    """Lists the keys; ``rotate`` begins a new one; ``withdraw NAME`` disowns one."""

    help = "List the keys of the QR codes, rotate to a new one, or withdraw one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", nargs="?", choices=["list", "rotate", "withdraw"])
        parser.add_argument("name", nargs="?", help="of the key to withdraw")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "rotate":
            qr_keys.rotate()
        elif options["action"] == "withdraw":
            try:
                qr_keys.withdraw(options["name"] or "")
            except KeyError:
                raise CommandError("No key has this name; see manage.py qr_keys list.") from None
        for key in qr_keys.qr_keys():
            self.stdout.write(f"{key.name}  {_state(key)}")


def _state(key: QrKey) -> str:
    if key.withdrawn:
        return f"withdrawn, used {key.since} to {key.until}"
    return f"signed {key.since} to {key.until}" if key.until else f"signs since {key.since}"
