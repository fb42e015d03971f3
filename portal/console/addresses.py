"""What may stand in an address: anything else is not found before the database is asked."""

from __future__ import annotations

from django.urls import register_converter


class CaseNumber:
    """A case number as it is printed, upper case."""

    regex = "[0-9A-Z]{10,32}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Sha256(CaseNumber):
    """The hash of a file, in hex."""

    regex = "[0-9a-f]{64}"


register_converter(CaseNumber, "case_number")
register_converter(Sha256, "sha256")
