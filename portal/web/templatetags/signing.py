"""How a case stands with its signatures, for pages about its form."""

from typing import Any

from django import template

from portal.form.pages import Work
from portal.web.signing import state_of

register = template.Library()


@register.inclusion_tag("web/signing_notice.html")
def signing_notice(work: Work) -> dict[str, Any]:
    """What is to be said of a round that stands, or of one that came to nothing."""
    return {"work": work, "signing": state_of(work.submission)}
