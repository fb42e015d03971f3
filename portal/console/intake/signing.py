"""Who confirms what was taken in: on their own screen, by a link, before the clerk, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applicants import documents
from applicants.exceptions import ApplicantError
from applicants.models import IdentityLevel
from bundles.casework import services
from bundles.casework.exceptions import (
    AlreadySigned,
    AnswersIncomplete,
    CaseworkError,
    MaterialsMissing,
    NothingToSign,
    NotYours,
)
from bundles.casework.models import SignatureRequest, SigningMethod, Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.selectors.signatures import everybody_signed, requests_of, standing_round
from bundles.catalogue.signing import CONFIRMING, role_texts
from bundles.catalogue.versions import version as version_of
from portal.console.errors import refusal
from portal.console.forms import ids_in
from portal.console.intake.door import work_of
from portal.console.intake.own import beside_them, helper_of, intake_case
from portal.form.agreeing import agreements
from portal.signatures import ServiceFailed
from portal.signatures.giving import give


@dataclass(frozen=True, slots=True)
class Signatory:
    asked: SignatureRequest
    roles: tuple[str, ...]
    link: str
    confirms: bool
    """Whether it is the applicant, whose signature no clerk can give for them."""

    @property
    def number(self) -> int:
        return self.asked.number

    @property
    def state(self) -> str:
        if self.asked.is_signed:
            return "signed"
        return "declined" if self.asked.declined_at is not None else "waiting"


@dataclass(frozen=True, slots=True)
class Signing:
    standing: bool
    people: tuple[Signatory, ...]
    ready: bool

    @property
    def left(self) -> int:
        return sum(one.state != "signed" for one in self.people)


def signing_of(request: HttpRequest, submission: Submission) -> Signing:
    round_ = standing_round(submission)
    if round_ is None:
        return Signing(False, (), False)
    texts = role_texts(version_of(submission.version_id))
    asked = requests_of(round_)
    people = tuple(
        Signatory(
            asked=one,
            roles=tuple(str(texts[role["key"]][0]) for role in one.roles),
            link=request.build_absolute_uri(reverse("web:sign", kwargs={"secret": one.secret})),
            confirms=any(role["key"] == CONFIRMING for role in one.roles),
        )
        for one in asked
    )
    confirmed = any(one.confirms for one in people)
    return Signing(True, people, confirmed and everybody_signed(asked))


@require_POST
def ask(request: HttpRequest, token: UUID) -> HttpResponse:
    """Put what the page showed (``reviewed``) before everybody who confirms it."""
    submission = intake_case(request, token)
    by = helper_of(request, submission)
    try:
        services.ask_signatures(submission.pk, reviewed=review_hash(submission), by=by)
    except NothingToSign:
        pass
    except (AnswersIncomplete, MaterialsMissing) as missing:
        messages.error(request, _unready(submission, missing))
        return redirect(f"{reverse('admin:intake_page', args=[token])}?check=1#first-wrong")
    except CaseworkError as error:
        messages.error(request, refusal(error).message)
    return _to(token)


@require_POST
def sign_here(request: HttpRequest, token: UUID, number: int) -> HttpResponse:
    """One person signs before the clerk. Field: ``id_number``, read from their original."""
    submission = intake_case(request, token)
    asked = _asked(submission, number)
    if any(role["key"] == CONFIRMING for role in asked.roles):
        raise Http404  # theirs alone: their own screen, or a paper they signed
    _give(
        request,
        submission,
        asked,
        id_number=request.POST.get("id_number", "")[:30],
    )
    return _to(token)


@require_POST
def sign_on_paper(request: HttpRequest, token: UUID) -> HttpResponse:
    """The printed application came back signed. Fields: ``scan`` (the file), ``signed`` (numbers of
    those who signed it), ``agree`` (what is ticked on it; all of it, where the applicant signed).
    """
    submission = intake_case(request, token)
    scan, by = request.FILES.get("scan"), helper_of(request, submission)
    numbers = ids_in(request.POST.getlist("signed"), most=60)
    if scan is None or not numbers:
        messages.error(request, _("请选择签好字的扫描件，并勾选在上面签字的人。"))
        return _to(token)
    asked_for = [_asked(submission, number) for number in dict.fromkeys(numbers)]
    try:
        beside_them(request, submission)
        paper = documents.store(submission.applicant, scan, name=scan.name or "scan", by=by)
    except NotYours as error:
        messages.error(request, refusal(error).message)
        return _to(token)
    except ApplicantError as refused:
        messages.error(request, str(refused))
        return _to(token)
    wanted = {key for key, *_rest in agreements(work_of(submission))}
    agreed = wanted & set(request.POST.getlist("agree"))
    for asked in asked_for:
        more = {"paper": paper.sha256, "agreed": agreed}
        if not _give(request, submission, asked, id_number=asked.id_number, **more):
            break
    return _to(token)


@require_POST
def renew(request: HttpRequest, token: UUID, number: int) -> HttpResponse:
    """A new link for one person; the old one is dead, a refusal is forgotten."""
    submission = intake_case(request, token)
    try:
        services.renew_link(_asked(submission, number).pk, by=helper_of(request, submission))
    except CaseworkError as error:
        messages.error(request, refusal(error).message)
    return _to(token)


def _give(
    request: HttpRequest,
    submission: Submission,
    asked: SignatureRequest,
    *,
    id_number: str,
    **more: Any,
) -> bool:
    try:
        give(
            asked,
            name=asked.name,
            id_number=id_number,
            level=IdentityLevel.SEEN,
            method=SigningMethod.COUNTER,
            by=helper_of(request, submission),
            **more,
        )
    except AlreadySigned:  # the other click of a double click
        return True
    except (CaseworkError, ServiceFailed) as error:
        told = refusal(error).message if isinstance(error, CaseworkError) else str(error)
        messages.error(request, f"{asked.name}：{told}")
        return False
    return True


def _asked(submission: Submission, number: int) -> SignatureRequest:
    round_ = standing_round(submission)
    found = (
        round_
        and round_.requests.select_related("round", "signature").filter(number=number).first()
    )
    if not found:
        raise Http404
    return found


def _unready(submission: Submission, missing: AnswersIncomplete | MaterialsMissing) -> str:
    if isinstance(missing, AnswersIncomplete):
        return _("还有 %(count)d 处没有填好，已在下面标出。") % {"count": len(missing.problems)}
    version = version_of(submission.version_id)
    names = _("、").join(str(version.material(key).name) for key in missing.keys)
    return _("还缺材料：%(names)s。") % {"names": names}


def _to(token: UUID) -> HttpResponse:
    return redirect(f"{reverse('admin:intake_page', args=[token])}#signing")
