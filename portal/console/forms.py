"""What the forms of every room carry along."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

from portal.console.errors import PageIncomplete


def seen_of(request: HttpRequest) -> int:
    """The version of the case the page was made from. Raises ``PageIncomplete``."""
    text = request.POST.get("seen", "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise PageIncomplete
    return int(text)


def ids_in(texts: Iterable[str], *, most: int) -> list[int]:
    """The row ids among what boxes send, at most so many; nonsense is nothing that exists."""
    plain = [one for one in texts if one.isascii() and one.isdigit() and len(one) < 19]
    return [int(one) for one in plain[:most]]
