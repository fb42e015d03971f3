"""Letting others act for me by a link, ending it, and acting for others."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applicants import agents
from applicants.agents import Within
from applicants.exceptions import ApplicantError, InvitationRefused
from applicants.models import Agent, AgentScope, Applicant, Invitation
from applicants.selectors import authorisations_for, memberships_of
from bundles.casework.models import Submission
from bundles.casework.states import OVER
from bundles.catalogue import versions
from portal.web.mine.authorised import authorised, cases_within
from portal.web.mine.forms import InvitationForm
from portal.web.people import applicant_of, for_applicants

UNPROCESSABLE, GONE = 422, 410


@require_safe
@for_applicants
def listed(request: HttpRequest) -> HttpResponse:
    """Who may act for me and mine, and the links that nobody has opened yet."""
    parties = _parties(request)
    given = Agent.objects.filter(principal__in=parties).select_related("agent", "principal")
    shown = [(one.stands, authorised(one)) for one in given.order_by("-pk")]
    offered = Invitation.objects.filter(principal__in=parties, taken__isnull=True)
    context = {
        "section": "mine",
        "standing": [one for stands, one in shown if stands],
        "ended": [one for stands, one in shown if not stands],
        "invitations": [authorised(one) for one in offered.select_related("principal") if one.open],
    }
    return render(request, "web/mine/agents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def invite(request: HttpRequest) -> HttpResponse:
    """Make a link. Post: the fields of the form; the answer shows the link, once."""
    parties = _parties(request)
    form = InvitationForm(
        request.POST or None,
        principals=[
            (str(one.pk), one.masked_name if at else _("我本人")) for at, one in enumerate(parties)
        ],
        places=_places(parties),
        initial={"within": f"case:{request.GET['case']}"} if "case" in request.GET else None,
    )
    if request.method == "POST" and form.is_valid():
        offered = _offer(parties, form)
        if offered is not None:
            invitation, secret = offered
            address = request.build_absolute_uri(
                reverse("web:mine-invitation", kwargs={"secret": secret})
            )
            context = {
                "section": "mine",
                "address": address,
                "invitation": authorised(invitation),
                "drawing": segno.make(address, error="m").svg_data_uri(scale=5, border=2),
            }
            return render(request, "web/mine/agent_link.html", context)
    status = UNPROCESSABLE if form.errors else 200
    context = {"section": "mine", "form": form, "several": len(parties) > 1}
    return render(request, "web/mine/agent_invite.html", context, status=status)


@require_POST
@for_applicants
def revoke(request: HttpRequest, agent: int) -> HttpResponse:
    """End an authorisation now. Twice is once."""
    found = get_object_or_404(Agent, pk=agent, principal__in=_parties(request))
    agents.revoke(found.pk)
    messages.success(request, _("委托已撤销，立即生效。他以前办的事仍然有效。"))
    return redirect("web:mine-agents")


@require_POST
@for_applicants
def cancel(request: HttpRequest, invitation: int) -> HttpResponse:
    """Make a link worthless that nobody has used."""
    found = get_object_or_404(Invitation, pk=invitation, principal__in=_parties(request))
    agents.cancel(found.pk)
    messages.success(request, _("链接已作废。"))
    return redirect("web:mine-agents")


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """What a link offers, to whoever opens it signed in. Post: accept.

    A secret that never was is 404; one that is over or names somebody else says so (410).
    """
    found = agents.invitation_behind(secret)
    if found is None:
        raise Http404
    person = applicant_of(request)
    if found.taken is not None and found.taken.agent_id == person.pk:
        return redirect("web:mine-acting")
    problem = ""
    if not found.open:
        problem = str(InvitationRefused())
    elif found.principal_id == person.pk:
        problem = _("这是您自己发出的委托，请把链接发给代办人。")
    elif request.method == "POST":
        try:
            agents.take(secret, agent=person)
        except ApplicantError as refused:
            problem = str(refused)
        else:
            messages.success(request, _("已接受委托。您可以用自己的账户替对方办理。"))
            return redirect("web:mine-acting")
    context = {"section": "mine", "invitation": authorised(found), "problem": problem}
    return render(request, "web/mine/invitation.html", context, status=GONE if problem else 200)


@require_safe
@for_applicants
def acting(request: HttpRequest) -> HttpResponse:
    """For whom I may act, in what, until when, and their cases within that."""
    person = applicant_of(request)
    standing = authorisations_for(person, on=timezone.localdate())
    context = {
        "section": "mine",
        "standing": [(authorised(one), _with_versions(cases_within(one))) for one in standing],
        "may_start": AgentScope.APPLY,
    }
    return render(request, "web/mine/acting.html", context)


@require_POST
@for_applicants
def stop(request: HttpRequest, agent: int) -> HttpResponse:
    """No longer act for somebody: the agent's own way out."""
    found = Agent.objects.filter(pk=agent, agent=applicant_of(request)).first()
    if found is None:
        raise Http404
    agents.revoke(found.pk)
    messages.success(request, _("您已不再代办。"))
    return redirect("web:mine-acting")


def _parties(request: HttpRequest) -> list[Applicant]:
    """In whose name the person may let others act: their own and their organisations'."""
    person = applicant_of(request)
    return [person, *(one.organisation for one in memberships_of(person))]


def _places(parties: list[Applicant]) -> list[tuple[str, str]]:
    """What an authorisation can be limited to: a bundle, or a case that still goes on."""
    bundles = {one.code: str(one.name) for one in map(_version, versions.offered())}
    running = Submission.objects.filter(applicant__in=parties).exclude(status__in=OVER)
    cases = running.defer("answers", "refusal").order_by("-id")[:50]
    return [
        *(
            (f"bundle:{code}", _("只办：%(name)s") % {"name": name})
            for code, name in bundles.items()
        ),
        *((f"case:{one.token}", _case_in_words(one)) for one in cases),
    ]


def _version(row: Any) -> Any:
    return versions.version(row.pk)


def _case_in_words(one: Submission) -> str:
    name = versions.version(one.version_id).name
    told = one.number or timezone.localdate(one.created_at).isoformat()
    return _("只办这一件：%(name)s（%(told)s）") % {"name": name, "told": told}


def _offer(parties: list[Applicant], form: InvitationForm) -> tuple[Invitation, str] | None:
    given = form.cleaned_data
    principal = next(one for one in parties if str(one.pk) == given["principal"])
    kind, __, what = given["within"].partition(":")
    within = Within(
        case=UUID(what) if kind == "case" else None, bundle=what if kind == "bundle" else ""
    )
    if (
        within.case
        and not Submission.objects.filter(token=within.case, applicant=principal).exists()
    ):
        form.add_error("within", ValidationError(_("这个办件不在所选的名义下，请重新选择。")))
        return None
    return agents.invite(
        principal,
        name=given["name"],
        scope=AgentScope(given["scope"]),
        valid_until=given["valid_until"],
        within=within,
    )


def _with_versions(cases: Any) -> list[tuple[Submission, Any]]:
    return [(one, versions.version(one.version_id)) for one in cases]
