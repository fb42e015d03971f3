"""For whom somebody acts, in the templates of the web door."""

from typing import Any

from django import template

from bundles.casework.models import Submission
from portal.web.mine.acted import done_by_applicants
from portal.web.people import may_start_for

register = template.Library()


@register.inclusion_tag("web/mine/in_whose_name.html", takes_context=True)
def in_whose_name(context: dict[str, Any], bundle: str) -> dict[str, Any]:
    """The choice in whose name a case begins, when there is one."""
    request = context.get("request")
    parties = may_start_for(request.user, bundle=bundle) if request is not None else []
    return {"parties": parties, "person": parties[0] if parties else None}


@register.inclusion_tag("web/mine/acting_for.html", takes_context=True)
def acting_for(context: dict[str, Any], case: Submission) -> dict[str, Any]:
    """That a case is somebody else's: said on each of its pages."""
    user = getattr(context.get("request"), "user", None)
    person = getattr(user, "applicant", None)
    other = person is not None and case.applicant_id != person.pk
    return {"principal": case.applicant if other else None}


@register.inclusion_tag("web/mine/acted.html", takes_context=True)
def acted(context: dict[str, Any], case: Submission) -> dict[str, Any]:
    """Who did what on the applicant's side."""
    user = getattr(context.get("request"), "user", None)
    person = getattr(user, "applicant", None)
    return {"done": done_by_applicants(case, reader=person) if person is not None else []}
