"""What the templates of originals ask."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def id_reader() -> str:
    """Where the ID reader's service of the clerk's machine answers; empty where there is none."""
    return str(settings.ID_READER_URL)
