"""What the QR codes on paper open."""

from urllib.parse import urlencode

from django.conf import settings


def progress_link(case_number: str) -> str:
    """The public progress page; the number alone shows a status and nothing more."""
    return f"{settings.SITE_URL}/progress/?{urlencode({'number': case_number})}"


def verify_link(number: str, check_code: str = "") -> str:
    """The verification page with a certificate's number and, where it has one, its check code."""
    asked = {"number": number, "code": check_code} if check_code else {"number": number}
    return f"{settings.SITE_URL}/verify/?{urlencode(asked)}"
