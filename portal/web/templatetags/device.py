"""What stands in a page for the person's own device."""

from typing import Any

from django import template

from portal.form import stamp
from portal.web import device

register = template.Library()


@register.simple_tag(takes_context=True)
def account_mark(context: Any) -> str:
    return device.account_mark(context["request"].user)


@register.simple_tag(takes_context=True)
def draft_key(context: Any) -> str:
    return device.draft_key(context["request"].user)


@register.simple_tag
def version_of(values: Any) -> str:
    return stamp.version_of(values)
