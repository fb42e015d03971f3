"""Newly made numbers that pass every check and are known to no register."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from stdnum.cn import ric, uscc

_USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FIRST_BIRTHDAY: Final = date(1965, 1, 1)
_DAYS_OF_BIRTH: Final = 14_000


def resident_id(random: Random, region: str = "152531") -> str:
    """A resident's number (GB 11643) of somebody born between 1965 and 2003."""
    birthday = _FIRST_BIRTHDAY + timedelta(days=random.randrange(_DAYS_OF_BIRTH))
    body = f"{region}{birthday:%Y%m%d}{random.randrange(1, 1000):03d}"
    return body + ric.calc_check_digit(f"{body}0")  # leaves the last character out of account


def company_code(random: Random, region: str = "152531") -> str:
    """A company's unified social credit code (GB 32100) of the demo range ``MADEM``."""
    body = f"91{region}MADEM" + "".join(random.choices(_USCC_ALPHABET, k=4))
    return body + uscc.calc_check_digit(body)


def phone(random: Random) -> str:
    """A mobile number in the form of a Chinese one."""
    return random.choice(("136", "138", "150", "158", "186")) + f"{random.randrange(10**8):08d}"


def seal_code(random: Random, region: str = "152531") -> str:
    """The 13-digit anti-forgery code of one seal."""
    return f"{region}{random.randrange(10**7):07d}"
