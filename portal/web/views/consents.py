"""What I agreed to, one by one, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from applicants import consents
from applicants.models import Applicant, Consent
from applicants.selectors import memberships_of
from bundles.casework import services
from bundles.casework.models import Submission
from bundles.casework.states import OVER
from bundles.catalogue.versions import version
from portal.web.people import acting_for, applicant_of, for_applicants
from portal.web.views.cases import WITHDRAWABLE


@dataclass(frozen=True, slots=True)
class Agreed:
    """One consent with the text it was given under, where that text is known."""

    consent: Consent
    title: str
    text: str
    case: Submission | None
    case_name: str

    @property
    def running(self) -> bool:
        """Whether a case still stands on it."""
        return self.case is not None and self.case.state not in OVER

    @property
    def case_can_be_withdrawn(self) -> bool:
        return self.case is not None and self.case.state in WITHDRAWABLE


@require_safe
@for_applicants
def listed(request: HttpRequest) -> HttpResponse:
    """Everything agreed to, newest first, what was taken back included."""
    found = Consent.objects.filter(applicant__in=_parties(request)).order_by("-given_at", "-pk")
    shown = agreed(list(found))
    context = {
        "section": "mine",
        "standing": [one for one in shown if one.consent.stands],
        "ended": [one for one in shown if not one.consent.stands],
        "account": applicant_of(request),
    }
    return render(request, "web/mine/consents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def withdraw(request: HttpRequest, consent: int) -> HttpResponse:
    """What follows from taking it back, and the button. Post: do it.

    Under a case that still goes on the case cannot go on without it: it is withdrawn with it, in
    one step; where it can no longer be withdrawn, the page says so and nothing is done.
    """
    found = Consent.objects.filter(pk=consent, applicant__in=_parties(request)).first()
    if found is None:
        raise Http404
    if not found.stands:
        return redirect("web:mine-consents")
    one = agreed([found])[0]
    stuck = one.running and not one.case_can_be_withdrawn
    if request.method == "POST" and not stuck:
        _withdraw(request, one)
        messages.success(
            request, _("同意已撤回，相关申请也已撤回。") if one.running else _("同意已撤回。")
        )
        return redirect("web:mine-consents")
    context = {"section": "mine", "one": one, "stuck": stuck}
    status = 409 if request.method == "POST" else 200
    return render(request, "web/mine/consent_withdraw.html", context, status=status)


def agreed(found: list[Consent]) -> list[Agreed]:
    """Consents with the words they were given to."""
    tokens = [token for one in found if (token := _token(one)) is not None]
    cases = Submission.objects.filter(token__in=tokens).defer("answers", "refusal")
    by_token = {one.token: one for one in cases}
    return [_agreed(one, by_token) for one in found]


def _agreed(one: Consent, cases: dict[UUID, Submission]) -> Agreed:
    token = _token(one)
    case = cases.get(token) if token else None
    if case is None:
        return Agreed(one, _("已删除的申请里的一项同意"), "", None, "")
    of_version = version(case.version_id)
    asked = {each.key: (str(each.title), str(each.text)) for each in of_version.consents}
    for each in of_version.materials:
        if each.rule.promise is not None:
            asked[each.key] = (str(each.name), str(each.rule.promise))
    title, text = asked.get(one.purpose.rpartition(".")[2], (_("一项同意"), ""))
    return Agreed(one, title, text, case, str(of_version.name))


def _withdraw(request: HttpRequest, one: Agreed) -> None:
    person = applicant_of(request)
    by = acting_for(person, one.consent.applicant)
    with transaction.atomic():
        if one.running and one.case is not None:
            services.withdraw(one.case.pk, by=by)
        consents.withdraw(
            one.consent.applicant,
            one.consent.purpose,
            at=timezone.now(),
            by=by,
            about=one.consent.about,
        )


def _parties(request: HttpRequest) -> list[Applicant]:
    person = applicant_of(request)
    return [person, *(one.organisation for one in memberships_of(person))]


def _token(one: Consent) -> UUID | None:
    try:
        return UUID(one.about)
    except ValueError:
        return None
