"""What a value says beside itself: an amount in capitals, the birthday in an ID number.

Told as soon as it is typed, so that a slip of a zero or a digit is seen at once.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bundles.catalogue.definition import Field, Question
from bundles.catalogue.entries import Refused, is_empty, read

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")


def note(field: Field | Question, raw: Any) -> str:
    """The remark beside a good value; empty for all others. Sex and birthday are never asked."""
    if not isinstance(field, Field) or is_empty(raw):
        return ""
    try:
        value = read(field, raw)
    except Refused:
        return ""
    if field.type == "money":
        return _("大写：%(amount)s") % {"amount": in_capitals(Decimal(value))}
    if field.type == "resident_id":
        born = date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
        template = _("%(day)s出生，男") if int(value[16]) % 2 else _("%(day)s出生，女")
        return template % {"day": date_format(born, "DATE_FORMAT")}
    return ""


def in_capitals(amount: Decimal) -> str:
    """An amount of yuan as banks write it: 1000000 → 壹佰万元整."""
    cents = int(amount * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    words = f"{_whole(yuan)}元" if yuan else ""
    if not jiao and not fen:
        return f"{words or '零元'}整"
    if jiao:
        words += f"{DIGITS[jiao]}角"
    elif words:
        words += "零"
    return f"{words}{DIGITS[fen]}分" if fen else f"{words}整"


def _whole(number: int) -> str:
    groups: list[int] = []
    while number:
        groups.append(number % 10000)
        number //= 10000
    words = ""
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if not group:
            continue
        if words and (group < 1000 or not groups[at + 1]):
            words += "零"
        words += _four(group) + GROUPS[at]
    return words


def _four(group: int) -> str:
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + PLACES[place]
        gap = not digit
    return words
