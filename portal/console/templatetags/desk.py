"""What the frame and the desk ask while they are drawn."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString

from departments.models import Officer, OfficerRole
from portal.console.desk.counting import in_figures
from portal.console.desk.menu import menu
from portal.console.desk.sections import Section
from portal.console.gate import holds, officer_of

register = template.Library()

register.filter("capped", in_figures)


@register.filter
def may_search(request: HttpRequest | None) -> bool:
    """Whether the one search field is theirs: it finds the cases of a hall."""
    return request is not None and holds(request, OfficerRole.WINDOW)


@register.filter
def at_the_keyboard(request: HttpRequest | None) -> Officer | None:
    """The official who is signed in, for the foot of the menu."""
    return officer_of(request.user) if request else None


@register.filter("menu")
def entries(request: HttpRequest | None) -> list[dict[str, Any]]:
    return menu(request) if request else []


@register.simple_tag(takes_context=True)
def draw(context: template.Context, section: Section) -> SafeString:
    """One block of the desk, by the template of the room it comes from."""
    assert context.template is not None
    found = context.template.engine.get_template(section.template)
    with context.push(**section.context, section=section):
        return found.render(context)
