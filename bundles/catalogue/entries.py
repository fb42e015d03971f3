"""What was typed into one field, read as its type: the value to keep, or why it cannot be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from applicants.identity import validate_phone, validate_resident_id, validate_uscc
from bundles.catalogue.characters import named, unprintable
from bundles.catalogue.definition import Field
from departments import places

Reader = Callable[[Field, Any], Any]
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
_AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?")
_AROUND_AMOUNT = re.compile(r"^[¥￥]|元$|[,，\s]")
_TEN_THOUSANDS = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?)万")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_DAY = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")
LEVELS = {2: _("自治区"), 3: _("盟市"), 4: _("旗县市区"), 5: _("苏木乡镇街道"), 6: _("嘎查村")}
YES_NO = {"yes": True, "no": False, "true": True, "false": False}


class Refused(ValueError):
    """A value does not fit its field; ``message`` tells the applicant what to change."""

    def __init__(self, code: str, message: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def is_empty(raw: Any) -> bool:
    """Nothing was filled in: a missing, blank or empty value. ``False`` and 0 are answers."""
    return raw is None or (isinstance(raw, str) and not raw.strip()) or raw in ([], ())


def read(field: Field, raw: Any) -> Any:
    """The canonical, JSON-safe value of a filled-in field. Raises ``Refused``."""
    return READERS[field.type](field, raw)


def _text(field: Field, raw: Any, *, lines: bool = False) -> str:
    text = _string(field, raw)
    if bad := unprintable(text, lines=lines):
        raise Refused(
            "unprintable",
            format_lazy(
                _(
                    "{label}里的字符{characters}无法印在证照上，请换一个写法；确需使用请到窗口办理。"
                ),
                label=field.label,
                characters="、".join(named(character) for character in bad[:5]),
            ),
        )
    if len(text) > field.max_length:
        raise Refused(
            "too_long",
            format_lazy(
                _("{label}最多 {most} 个字，现在有 {length} 个，请缩短。"),
                label=field.label,
                most=field.max_length,
                length=len(text),
            ),
        )
    if field.pattern and not re.fullmatch(field.pattern, text):
        hint = field.pattern_help or field.help
        message = format_lazy(_("{label}的写法不对。{hint}"), label=field.label, hint=hint or "")
        raise Refused("pattern", message)
    return text


def _long_text(field: Field, raw: Any) -> str:
    return _text(field, raw, lines=True).replace("\r\n", "\n").replace("\r", "\n")


def _integer(field: Field, raw: Any) -> int:
    text = str(raw) if _is_number(raw) else _plain(field, raw)
    if not _WHOLE.fullmatch(text):
        message = format_lazy(_("{label}应填写整数，例如 12。"), label=field.label)
        raise Refused("not_a_number", message)
    return int(_within(field, Decimal(text)))


def _money(field: Field, raw: Any) -> str:
    wrong = _("{label}应填写金额（元），最多两位小数，例如 100000.00。")
    return f"{_decimal(field, raw, wrong):.2f}"


def _percent(field: Field, raw: Any) -> str:
    amount = _decimal(field, raw, _("{label}应填写百分数，最多两位小数，例如 12。"))
    return f"{amount:f}".rstrip("0").rstrip(".") if amount % 1 else f"{amount:.0f}"


def _date(field: Field, raw: Any) -> str:
    """As a calendar or a person writes it: 2026-12-01, 2026/12/1, 2026年12月1日."""
    written = _DAY.fullmatch(_plain(field, raw))
    try:
        day = date(*map(int, written.groups())) if written else None
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        message = format_lazy(_("{label}应是存在的日期，例如 2026-12-01。"), label=field.label)
        raise Refused("not_a_date", message)
    return day.isoformat()


def _choice(field: Field, raw: Any) -> str:
    if isinstance(raw, str) and any(choice.key == raw for choice in field.choices):
        return raw
    raise Refused("not_a_choice", format_lazy(_("请在{label}中选择一项。"), label=field.label))


def _choices(field: Field, raw: Any) -> list[str]:
    chosen = [raw] if isinstance(raw, str) else raw
    if not isinstance(chosen, list | tuple):
        raise Refused("not_a_choice", format_lazy(_("请在{label}中选择。"), label=field.label))
    picked = {_choice(field, one) for one in chosen}
    return [choice.key for choice in field.choices if choice.key in picked]


def _yes_no(field: Field, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw in YES_NO:
        return YES_NO[raw]
    raise Refused("not_yes_or_no", format_lazy(_("{label}请选择是或否。"), label=field.label))


def _email(field: Field, raw: Any) -> str:
    text = _text(field, raw)
    try:
        validate_email(text)
    except ValidationError:
        message = format_lazy(_("{label}应是电子邮箱，例如 name@example.cn。"), label=field.label)
        raise Refused("email", message) from None
    return text


def _identity(validate: Callable[[object], str]) -> Reader:
    def reader(field: Field, raw: Any) -> str:
        try:
            return validate(_plain(field, raw))
        except ValidationError as error:
            raise Refused(error.code or field.type, error.message) from None

    return reader


def _decimal(field: Field, raw: Any, message: Any) -> Decimal:
    text = str(raw) if _is_number(raw) else _plain(field, raw)
    text = _AROUND_AMOUNT.sub("", text)
    if field.type == "money" and (large := _TEN_THOUSANDS.fullmatch(text)):
        text = _unfolded(large[1])
    if not _AMOUNT.fullmatch(text):
        raise Refused("not_an_amount", format_lazy(message, label=field.label))
    return _within(field, Decimal(text))


def _unfolded(amount: str) -> str:
    """万 written out: 100 → 1000000, 1.5 → 15000."""
    whole = Decimal(amount) * 10000
    return f"{whole:f}".rstrip("0").rstrip(".") if whole % 1 else f"{whole:.0f}"


def _division(field: Field, raw: Any) -> str:
    """A place chosen down to where there is nothing smaller to choose."""
    chosen = places.line(_string(field, raw)[:12])
    if not chosen:
        raise Refused("not_a_choice", format_lazy(_("请从列表中选择{label}。"), label=field.label))
    if field.within is not None and all(one.code != field.within for one in chosen):
        allowed = places.line(field.within)
        if not (set(chosen) <= set(allowed)):
            message = format_lazy(
                _("{label}应在{place}，请重新选择。"),
                label=field.label,
                place=places.name(field.within),
            )
            raise Refused("elsewhere", message)
    last = chosen[-1]
    if last.children:
        smaller = LEVELS.get(last.level + 1, _("下一级"))
        message = format_lazy(
            _("{label}还没选完，请继续选择{smaller}。"), label=field.label, smaller=smaller
        )
        raise Refused("unfinished", message)
    return last.code


def _within(field: Field, amount: Decimal) -> Decimal:
    if field.min is not None and amount < field.min:
        message = format_lazy(
            _("{label}不能小于 {least}。"), label=field.label, least=str(field.min)
        )
        raise Refused("too_small", message)
    if field.max is not None and amount > field.max:
        message = format_lazy(_("{label}不能大于 {most}。"), label=field.label, most=str(field.max))
        raise Refused("too_big", message)
    return amount


def _string(field: Field, raw: Any) -> str:
    if not isinstance(raw, str):
        raise Refused("wrong_type", format_lazy(_("{label}应填写文字。"), label=field.label))
    return raw.strip()


def _plain(field: Field, raw: Any) -> str:
    """Numbers and dates also as an input method types them: full-width digits become plain ones."""
    return unicodedata.normalize("NFKC", _string(field, raw)[:64]).strip()


def _is_number(raw: Any) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < 10**15


READERS: Mapping[str, Reader] = {
    "text": _text,
    "address": _text,
    "long_text": _long_text,
    "integer": _integer,
    "money": _money,
    "percent": _percent,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "yes_no": _yes_no,
    "email": _email,
    "resident_id": _identity(validate_resident_id),
    "uscc": _identity(validate_uscc),
    "phone": _identity(validate_phone),
    "division": _division,
}
EMPTY: Mapping[str, Any] = {"integer": 0, "yes_no": False, "choices": ()}
"""What a field that is not filled in stands for in a rule; everything else is the empty text."""
