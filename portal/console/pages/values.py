"""How one answer is written on the screen, and how it is masked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from applicants.identity import mask_id, mask_name, mask_phone
from bundles.catalogue.definition import Choice, Field
from departments import places

_TEN_THOUSAND: Final = Decimal(10_000)


def in_english() -> bool:
    """Whether the clerk reads English; everything else is read in Chinese."""
    return (get_language() or "").startswith("en")


def written(type_: str, choices: Sequence[Choice], value: Any) -> str:
    """``True`` → 是, ``"1000000.00"`` → 100万元, a key → its choice's words."""
    if value is None or value in ("", []):
        return "—"
    match type_:
        case "yes_no":
            return pgettext("answer", "是") if value else pgettext("answer", "否")
        case "choice":
            return _chosen(choices, [value])
        case "choices":
            return _chosen(choices, value)
        case "money":
            return _yuan(value)
        case "percent":
            return f"{value}%"
        case "date":
            return _day(value)
        case "division":
            return places.name(str(value)) or str(value)
    return str(value)


def masked(type_: str, value: Any) -> str:
    """The same value for eyes without a reason: enough to recognise, not enough to use."""
    text = str(value or "")
    return _MASKS.get(type_, _starred)(text) if text else "—"


def answer(field: Field, value: Any, *, clear: bool) -> str:
    """One field of the form as its reader may see it."""
    if field.personal and not clear:
        return masked(field.type, value)
    return written(field.type, field.choices, value)


def _chosen(choices: Sequence[Choice], keys: Sequence[Any]) -> str:
    texts: Mapping[str, str] = {choice.key: str(choice.text) for choice in choices}
    return _("、").join(texts.get(str(key), str(key)) for key in keys)


def _yuan(value: Any) -> str:
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not in_english() and amount and amount % _TEN_THOUSAND == 0:
        return f"{amount / _TEN_THOUSAND:,.0f}万元"
    return _("%(amount)s元") % {"amount": f"{amount:,.2f}"}


def _day(value: Any) -> str:
    try:
        return date_format(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _mail(text: str) -> str:
    name, _at, domain = text.partition("@")
    return f"{name[:1]}***@{domain}"


def _place(text: str) -> str:
    return f"{text[:6]}******" if len(text) > 6 else "******"


def _starred(_text: str) -> str:
    return "******"


_MASKS: Final[Mapping[str, Callable[[str], str]]] = {
    "text": mask_name,
    "resident_id": mask_id,
    "uscc": mask_id,
    "phone": mask_phone,
    "email": _mail,
    "address": _place,
}
