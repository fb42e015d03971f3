"""What the lock of the screen needs to know."""

from django import template

from portal.accounts.staff.session import lock_seconds as seconds

register = template.Library()


@register.simple_tag
def lock_seconds() -> int:
    """How long a screen stays open with nobody at it."""
    return seconds()
