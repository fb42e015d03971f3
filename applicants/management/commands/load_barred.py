import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from applicants.barring import Listed, number_listed, take_list

COLUMNS = ("number", "reason", "since", "until")


class Command(BaseCommand):
    help = (
        "Take in a source's bad-credit list: a CSV file with the columns number, reason, since and "
        "until (dates as 2026-11-23; until may be empty). Whoever the source listed before and "
        "does not list any more is taken off. No number is printed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--empty", action="store_true", help="Nobody is listed any more: lift everybody."
        )
        parser.add_argument("--source", required=True, help="The register or office that lists.")

    def handle(
        self, *args: Any, file: Path, source: str, empty: bool = False, **options: Any
    ) -> None:
        try:
            rows = list(_rows(file))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise CommandError(f"{file} is not UTF-8. Save it as “CSV UTF-8”.") from None
        if not rows and not empty:
            raise CommandError(f"{file} lists nobody. If that is so, say --empty.")
        taken = take_list(rows, source=source[:100])
        self.stdout.write(
            f"{source}: {taken.standing} listed, {taken.added} of them new, {taken.lifted} lifted"
        )


def _rows(file: Path) -> Iterator[Listed]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if set(reader.fieldnames or ()) != set(COLUMNS):
            raise CommandError(f"{file}:1: the columns must be {', '.join(COLUMNS)}.")
        for line, row in enumerate(reader, start=2):
            yield _row(file, line, row)


def _row(file: Path, line: int, row: dict[str, str]) -> Listed:
    try:
        since = date.fromisoformat(row["since"].strip())
        until = date.fromisoformat(row["until"].strip()) if row["until"].strip() else None
        if until is not None and until < since:
            raise ValueError(until)
        return Listed(number_listed(row["number"]), row["reason"].strip(), since, until)
    except (ValueError, ValidationError, AttributeError):
        raise CommandError(
            f"{file}:{line}: a number of 18 characters is wanted, and dates like 2026-11-23, "
            "since before until."
        ) from None
