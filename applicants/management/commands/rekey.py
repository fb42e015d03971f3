from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from applicants.rekeying import Rekeyed, rekey_rows, rekey_vault
from applicants.sealing import UnsealError


class Command(BaseCommand):
    help = (
        "Seal all personal data and files anew under the newest keys. Put the new key first in "
        "FIELD_KEYS (or LOOKUP_KEYS), keep the old one after it, restart the portal, run this; "
        "when it has ended without an error, the old key can go."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            for table in rekey_rows():
                self._tell(table)
            self._tell(rekey_vault())
            for name in settings.REKEY_MORE:  # what is sealed outside of sealed fields
                sealed = import_string(name)()
                self._tell(Rekeyed(name, sealed, sealed))
        except (UnsealError, OSError) as error:
            raise CommandError(f"{error} What was done so far stays done; run it again.") from None

    def _tell(self, done: Rekeyed) -> None:
        self.stdout.write(f"{done.label}: {done.changed} of {done.seen} sealed anew")
