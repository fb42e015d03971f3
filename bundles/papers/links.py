"""What the QR codes on paper open."""

from dataclasses import replace
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from django.conf import settings

from bundles.papers.contexts import PaperContext
from bundles.papers.payload import payload_of, sign
from bundles.papers.qr_keys import site

Context = TypeVar("Context", bound=PaperContext)

PATH = "/V/"
"""Short and in capitals like all of the link: so a QR code needs the fewest squares."""


def progress_link(case_number: str) -> str:
    """The public progress page; the number alone shows a status and nothing more."""
    return f"{settings.SITE_URL}/progress/?{urlencode({'number': case_number})}"


def verify_link(number: str, check_code: str = "") -> str:
    """The verification page with a certificate's number and, where it has one, its check code."""
    asked = {"number": number, "code": check_code} if check_code else {"number": number}
    return f"{settings.SITE_URL}/verify/?{urlencode(asked)}"


def with_signed_link(
    context: Context, *, holder: str, valid_until: date | None = None, check_code: str = ""
) -> Context:
    """The paper with a QR code that opens the verification page and proves itself without it.

    ``holder`` is what a stranger may see.
    """
    payload = payload_of(context, holder=holder, valid_until=valid_until, check_code=check_code)
    return replace(context, link=f"{site()}{PATH}{sign(payload)}")
