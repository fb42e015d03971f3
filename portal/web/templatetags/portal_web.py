"""Small words for the templates of the web door."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bundles.catalogue.definition import Version
from bundles.catalogue.materials import PlannedMaterial
from bundles.catalogue.models import SearchEntry
from portal.web.addresses import address_of
from portal.web.progress import TONE
from portal.web.wallet import file_of, page_of

register = template.Library()
register.filter("page_of", page_of)
register.filter("file_of", file_of)


@register.filter
def named(thing: Any) -> str:
    """The name of a hall or division in the reader's language."""
    if thing is None:
        return ""
    english = (get_language() or "").startswith("en")
    return str(getattr(thing, "name_en", "") if english else thing.name) or str(thing.name)


@register.filter
def in_words(text: Any, of: str = "") -> str:
    """A ``{"zh", "en"}`` in the reader's language; ``of`` names a field with its English twin."""
    english = (get_language() or "").startswith("en")
    if of:
        return str((getattr(text, f"{of}_en") if english else "") or getattr(text, of))
    return str(text.get("en" if english else "zh", "")) if isinstance(text, dict) else str(text)


@register.filter
def shown_at(entry: SearchEntry) -> str:
    """The address of what was found."""
    return address_of(entry)


@register.filter
def meaning(printed: str, english: str) -> str:
    """Words as they are printed on a paper; for readers of English, what they mean comes first."""
    return f"{english} ({printed})" if (get_language() or "").startswith("en") else printed


@register.filter
def address(hall: Any) -> str:
    """Where a hall is, in the reader's language."""
    english = (get_language() or "").startswith("en")
    return str((hall.address_en if english else "") or hall.address)


@register.filter
def needed_by(planned: PlannedMaterial, version: Version) -> str:
    """The items that will see a material, by name; when it may follow later, until when."""
    names = _("、").join(str(version.item(key).name) for key in planned.needed_by)
    if planned.later_by is None:
        return names
    until = date_format(planned.later_by.date, "DATE_FORMAT")
    return _("%(names)s（可以在 %(until)s 前补交）") % {"names": names, "until": until}


@register.filter
def tone(status: str, of: str = "tag") -> str:
    """The class of a status tag, or of a panel."""
    look = TONE.get(status, "")
    return f"{of}-{look}" if look else ""


@register.filter
def moment(at: Any) -> str:
    """A date and time to the minute, in local time."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""


@register.filter
def megabytes(size: int) -> str:
    if size < 1024 * 1024:
        return _("%(size)d KB") % {"size": max(1, round(size / 1024))}
    return _("%(size).1f MB") % {"size": size / 1024 / 1024}


@register.filter
def figure(amount: Any) -> str:
    """An amount with its thousands marked, cents only where there are any."""
    return f"{amount:,.2f}".removesuffix(".00")


@register.filter
def at(values: dict[Any, Any], key: Any) -> Any:
    """What a table holds at a key; nothing for a key it has not."""
    return values.get(key, "")
