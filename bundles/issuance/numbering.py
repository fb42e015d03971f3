"""Numbers of certificates, and the short secret beside each."""

import secrets
from dataclasses import dataclass
from datetime import date

from departments.codes import check_char

ROOT = "1.2.156.3005.2"
"""Electronic certificates under China's object-identifier arc (GB/T 36904)."""

TYPE_BODY = "111525000DEM0002XD"
"""Who defines the types: a real body registers them nationally; this one is known to no register.
"""

VERSION = "001"
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, 1, I, O: the check code is read aloud and typed."""

SERIES_LIMIT = 999_999


@dataclass(frozen=True, slots=True)
class Serial:
    """One place in a division's series of a day; number and electronic id are both made of it."""

    division_code: str
    day: date
    sequence: int

    @property
    def scope(self) -> str:
        return scope_of(self.division_code, self.day)

    @property
    def digits(self) -> str:
        return f"{self.division_code[:6]}{self.day:%Y%m%d}{self.sequence:06d}"

    @property
    def number(self) -> str:
        """``ZZ`` + division 6 + day 8 + sequence 6 + ISO 7064 MOD 37,36 check character (ours)."""
        body = f"ZZ{self.digits}"
        return body + check_char(body)

    def electronic_id(self, *, implementation_code: str, issuer_uscc: str) -> str:
        """Root, type (21), issuer, serial, version (3), check character (GB/T 36904).

        The type is the defining body's code and the last three characters of the item's base code.
        """
        parts = (TYPE_BODY + implementation_code[-3:], issuer_uscc, self.digits, VERSION)
        return ".".join((ROOT, *parts, check_char("".join(parts))))


def scope_of(division_code: str, day: date) -> str:
    """The series certificates of one division and day are counted in."""
    return f"certificate/{division_code[:6]}/{day:%Y%m%d}"


def new_check_code() -> str:
    """Eight letters, shown as ``7QK4-M2XP``: 2⁴⁰ possibilities."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def plain(text: str) -> str:
    """A number or check code as typed by somebody, without spaces, hyphens and small letters."""
    return "".join(text.split()).replace("-", "").upper()
