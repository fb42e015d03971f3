"""The numbers of the field: how they are built, and how one is told from a typing mistake.

Item codes follow the national item standard (GB/T 39554): base code 12, implementation code 31 =
USCC 18 + level 1 + base code 12, work item number 43 = implementation code + day 8 + sequence 4.
The case number has no standard; it is ours, with an ISO 7064 MOD 37,36 check character.
"""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _
from stdnum.cn import uscc as uscc_check
from stdnum.exceptions import ValidationError as NumberInvalid
from stdnum.iso7064 import mod_37_36

CASE_PREFIX = "YJS"
USCC_LENGTH = 18

_BASE_CODE = re.compile(r"[0-9A-Z]{12}", re.ASCII)
_IMPLEMENTATION_CODE = re.compile(r"[0-9A-Z]{31}", re.ASCII)
_CASE_NUMBER = re.compile(r"YJS\d{6}(\d{8})\d{6}[0-9A-Z]", re.ASCII)


class CodeInvalid(ValueError):
    """A part of a number has the wrong length, characters or range."""

    code = "code_invalid"


def is_uscc(text: str) -> bool:
    """Whether ``text`` is a unified social credit code, check character included (GB 32100)."""
    if len(text) != USCC_LENGTH or not text.isascii():
        return False
    try:
        return bool(uscc_check.validate(text) == text)
    except NumberInvalid:
        return False


def implementation_code(uscc: str, level: int, base_code: str) -> str:
    """The 31 characters naming one item as one department exercises it.

    ``level`` runs from 1 (country) to 6 (village).
    """
    if not is_uscc(uscc):
        raise CodeInvalid(_("统一社会信用代码“%s”有误，请核对第 18 位校验码。") % uscc)
    if not 1 <= level <= 6:
        raise CodeInvalid(_("行使层级应为 1 至 6。"))
    if not _BASE_CODE.fullmatch(base_code):
        raise CodeInvalid(_("事项基本编码应为 12 位数字或大写字母。"))
    return f"{uscc}{level}{base_code}"


def work_item_number(implementation_code: str, day: date, sequence: int) -> str:
    """The 43 characters of 办件编号; ``sequence`` counts that item's cases of that day from 1."""
    if not _IMPLEMENTATION_CODE.fullmatch(implementation_code):
        raise CodeInvalid(_("事项实施编码应为 31 位数字或大写字母。"))
    return f"{implementation_code}{day:%Y%m%d}{_sequence(sequence, digits=4)}"


def case_number(division_code: str, day: date, sequence: int) -> str:
    """The submission's own number: ``YJS`` + division 6 + day 8 + sequence 6 + check character."""
    if not re.fullmatch(r"\d{6}(\d{6})?", division_code, re.ASCII):
        raise CodeInvalid(_("行政区划代码应为 6 位或 12 位数字。"))
    body = f"{CASE_PREFIX}{division_code[:6]}{day:%Y%m%d}{_sequence(sequence, digits=6)}"
    return body + check_char(body)


def is_case_number(text: str) -> bool:
    """Whether ``text`` is a case number with a real day and the right check character."""
    match = _CASE_NUMBER.fullmatch(text)
    if match is None:
        return False
    try:
        date.fromisoformat(match[1])
    except ValueError:
        return False
    return text[-1] == check_char(text[:-1])


def check_char(text: str) -> str:
    """The ISO 7064 MOD 37,36 character to put behind ``text`` (digits and capital letters)."""
    if not re.fullmatch(r"[0-9A-Z]+", text, re.ASCII):
        raise CodeInvalid(_("校验只适用于数字和大写字母。"))
    return str(mod_37_36.calc_check_digit(text))


def _sequence(sequence: int, *, digits: int) -> str:
    if not 1 <= sequence < 10**digits:
        raise CodeInvalid(_("当日流水号已超出 %s 位，请联系管理员。") % digits)
    return f"{sequence:0{digits}d}"
