"""My certificates: which there are, whether they hold, and the code to show on the phone."""

from __future__ import annotations

import enum
import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import segno
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from bundles.casework.models import Submission
from bundles.catalogue.definition import Item
from bundles.catalogue.versions import version
from bundles.issuance.making import context_of
from bundles.issuance.models import Certificate
from bundles.papers.exceptions import PaperError
from bundles.papers.links import verify_link

SOON: Final = timedelta(days=60)
"""How long before its end a certificate is called expiring (ours)."""


class Standing(enum.StrEnum):
    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"
    REVOKED = "revoked"


LABELS: dict[Standing, StrPromise] = {
    Standing.VALID: _("有效"),
    Standing.SOON: _("快到期"),
    Standing.EXPIRED: _("已过期"),
    Standing.REVOKED: _("已撤销"),
}
TONES = {
    Standing.VALID: "ok",
    Standing.SOON: "warn",
    Standing.EXPIRED: "bad",
    Standing.REVOKED: "bad",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One certificate as its holder sees it."""

    certificate: Certificate
    item: Item
    standing: Standing

    @property
    def submission(self) -> Submission:
        return self.certificate.work_item.submission

    @property
    def page(self) -> str:
        return page_of(self.certificate)

    @property
    def file(self) -> str:
        return file_of(self.certificate)

    @property
    def label(self) -> StrPromise:
        return LABELS[self.standing]

    @property
    def tone(self) -> str:
        return TONES[self.standing]


def certificates(cases: QuerySet[Submission]) -> QuerySet[Certificate]:
    """The certificates of these cases, newest first, without the forms they came from."""
    return (
        Certificate.objects.filter(work_item__submission__in=cases, issued_at__isnull=False)
        .select_related("work_item__submission")
        .defer("work_item__submission__answers", "work_item__submission__refusal", "check_code")
        .order_by("-issued_at", "work_item__position", "nth")
    )


def page_of(certificate: Certificate) -> str:
    """Where its holder shows it."""
    return _place("certificate", certificate)


def file_of(certificate: Certificate) -> str:
    """Where its PDF is; empty for what is not a file of ours."""
    return _place("result", certificate) if certificate.paper_id else ""


def _place(name: str, certificate: Certificate) -> str:
    work_item = certificate.work_item
    at: dict[str, Any] = {"token": work_item.submission.token, "key": work_item.key}
    if certificate.nth:
        name, at = f"{name}-of-person", at | {"nth": certificate.nth}
    return reverse(f"web:{name}", kwargs=at)


def card(certificate: Certificate) -> Card:
    work_item = certificate.work_item
    item = version(work_item.submission.version_id).item(work_item.key)
    return Card(certificate, item, standing(certificate))


def standing(certificate: Certificate) -> Standing:
    """Today's; the last day of validity still counts."""
    today = timezone.localdate()
    until = certificate.valid_until
    if certificate.revoked_at is not None:
        return Standing.REVOKED
    if until is not None and until < today:
        return Standing.EXPIRED
    if until is not None and until - today <= SOON:
        return Standing.SOON
    return Standing.VALID


def shown_code(certificate: Certificate) -> tuple[str, SafeString]:
    """What the QR code opens, and the code as a drawing without any style of its own.

    The same that stands on the paper: it proves itself without a connection. A result without a
    paper of ours, or whose paper cannot be composed any more, has the plain link.
    """
    link = _link(certificate)
    out = io.BytesIO()
    code = segno.make(link, error="l", micro=False)
    code.save(out, kind="svg", xmldecl=False, omitsize=True, border=4, dark="#000", light="#fff")
    return link, mark_safe(out.getvalue().decode())  # noqa: S308 — drawn here, from our own link


def _link(certificate: Certificate) -> str:
    plain = verify_link(certificate.number, certificate.check_code)
    if certificate.paper_id is None:  # a signed code is good only with a paper on record
        return plain
    try:
        return context_of(certificate).link
    except PaperError:
        return plain
