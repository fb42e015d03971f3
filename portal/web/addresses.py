"""Where a thing that was found is shown."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from bundles.catalogue.models import EntryKind, SearchEntry


def address_of(entry: SearchEntry) -> str:
    """In its place; without one, the page that leads to a place."""
    anywhere = entry.division_id is None
    if entry.kind == EntryKind.BUNDLE:
        if anywhere:
            return reverse("web:bundle-anywhere", args=[entry.group])
        return reverse("web:bundle", args=[entry.division_id, entry.code])
    if entry.kind == EntryKind.ITEM:
        return reverse("web:item", args=[entry.group if anywhere else entry.code])
    if anywhere:
        return f"{reverse('web:departments')}?{urlencode({'name': entry.group})}"
    return reverse("web:department", args=[entry.code])
