"""Handing in, with the signatures it waits for: the steps behind the buttons of several pages."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from applicants.models import IdentityLevel
from bundles.casework import services
from bundles.casework.exceptions import AlreadySigned, SignaturesMissing
from bundles.casework.models import (
    RoundEnding,
    SignatureRequest,
    SigningMethod,
    SigningRound,
    Submission,
)
from bundles.casework.selectors.signatures import last_round, own_request
from bundles.catalogue.definition import Version
from bundles.catalogue.signing import Signer, role_texts
from departments.documents import Text
from portal.accounts.identity import same_name
from portal.form.agreeing import consent
from portal.signatures.giving import give
from portal.web.people import acting, applicant_of


@dataclass(frozen=True, slots=True)
class RoleShown:
    """One role as a page names it: 股东, or 股东单位的法定代表人（某公司）."""

    title: Text
    statement: Text
    on_behalf_of: str


def hand_in(
    request: HttpRequest, submission: Submission, *, reviewed: str, agreed: Iterable[str]
) -> bool:
    """File a draft, or put it before everybody who has to sign it; whether it is filed.

    The person at the keyboard signs at once where they are asked themselves: they have just read
    and ticked their statements. Raises what ``apply`` raises but ``SignaturesMissing``, and
    ``ServiceFailed``: then the others are asked already, and they can sign on the next page.
    """
    by, agreed = acting(request, submission), list(agreed)
    try:
        file(request, submission, reviewed=reviewed, agreed=agreed)
    except SignaturesMissing:
        round_ = services.ask_signatures(submission.pk, reviewed=reviewed, agreed=agreed, by=by)
    else:
        return True
    sign_own(request, submission, round_)
    try:
        file(request, submission, reviewed=reviewed, agreed=round_.agreed)
    except SignaturesMissing:
        return False
    return True


def file(
    request: HttpRequest, submission: Submission, *, reviewed: str, agreed: Iterable[str]
) -> None:
    """Hand the draft in, and write down what the applicant agreed to. All or nothing."""
    by, agreed = acting(request, submission), list(agreed)
    with transaction.atomic():
        services.apply(submission.pk, reviewed=reviewed, agreed=agreed, by=by)
        services.note(submission.pk, kind="submission.agreed", by=by, agreed=",".join(agreed))
        consent(submission, by=by)


def sign_own(request: HttpRequest, submission: Submission, round_: SigningRound) -> bool:
    """Sign for the person at the keyboard, known by their account, if they are asked at all.

    They are known by their number. Where the form names them otherwise than whoever confirmed their
    identity did, that name is declared and no more.
    """
    person = applicant_of(request)
    asked = own_request(round_, person)
    if asked is None or asked.is_signed or asked.declined_at is not None:
        return False
    same = same_name(person.name, asked.name)
    with suppress(AlreadySigned):  # the other click of a double click
        give(
            asked,
            name=asked.name,
            id_number=person.id_number,
            level=IdentityLevel(person.level) if same else IdentityLevel.DECLARED,
            method=SigningMethod.OWN_SESSION,
            by=acting(request, submission),
        )
    return True


def state_of(submission: Submission) -> str:
    """What a page about the form has to say of signatures: ``standing`` while a round waits, why
    the last one came to nothing (``changed``, ``denied``, ``called_off``), or nothing.
    """
    last = last_round(submission)
    if last is None or last.ending == RoundEnding.FILED:
        return ""
    return last.ending or "standing"


def link_to(request: HttpRequest, asked: SignatureRequest) -> str:
    """The whole address that one person is sent."""
    return request.build_absolute_uri(reverse("web:sign", kwargs={"secret": asked.secret}))


def roles_of(version: Version, asked: SignatureRequest | Signer) -> list[RoleShown]:
    """Roles with their texts; a request keeps their keys only, its version the words."""
    if isinstance(asked, Signer):
        return [RoleShown(one.title, one.statement, one.on_behalf_of) for one in asked.roles]
    texts = role_texts(version)
    return [RoleShown(*texts[one["key"]], one["on_behalf_of"]) for one in asked.roles]


def company_of(content: dict[str, Any], version: Version) -> str:
    """What the application is about, by the name it will have; the bundle's where it has none."""
    name = (content["answers"].get("blocks") or {}).get("company_name") or {}
    block = version.blocks_by_key.get("company_name")
    form = block.field("form") if block else None
    words = {choice.key: choice.text.zh for choice in form.choices} if form else {}
    parts = [name.get(key, "") for key in ("region", "trade_name", "industry")]
    return "".join([*parts, words.get(name.get("form", ""), "")]) or str(version.name)
