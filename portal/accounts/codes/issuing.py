"""One-time codes: sent, checked once, and gone.

Six digits, ten minutes, five tries, one use. What limits how many are sent is counted per contact
in the database, whether or not an account stands behind it, so the answer tells nobody anything.
"""

import hashlib
import hmac
import secrets
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from applicants.sealing import fingerprints
from portal.accounts.codes.exceptions import CodeExpired, NotSent, TooMany, TooSoon, WrongCode
from portal.accounts.codes.senders import send
from portal.accounts.contacts import Contact
from portal.accounts.models import CodePurpose, OneTimeCode

log = structlog.get_logger(__name__)

DIGITS = 6
LASTS = timedelta(minutes=10)
MOST_FAILURES = 5
PAUSE = timedelta(seconds=60)  # between two codes to one contact
MOST_AN_HOUR = 6
MOST_A_DAY = 20
KEPT = timedelta(days=1)  # as long as they are counted


def issue(contact: Contact, purpose: CodePurpose) -> OneTimeCode:
    """Send a new code; an earlier one stays good until its own end.

    Raises ``TooSoon``, ``TooMany`` or ``NotSent``. It is sent after the count is committed: of many
    requests at once one sends.
    """
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    with transaction.atomic():
        _one_at_a_time(contact)
        _refuse_too_many(contact)
        now = timezone.now()
        forget_expired()
        code = OneTimeCode.objects.create(
            purpose=purpose,
            kind=contact.kind,
            address=contact.value,
            sent_at=now,
            expires_at=now + LASTS,
        )
        code.digest = _digest(code, digits)
        code.save(update_fields=["digest"])
    deliver(contact, _text(purpose, digits), subject=_("您的验证码"))
    return code


def check(code_id: int, purpose: CodePurpose, typed: str) -> Contact:
    """Use a code up: the contact it proves. Works once.

    Raises ``WrongCode`` (and counts it) or ``CodeExpired``.
    """
    digits = "".join(character for character in typed if character.isdecimal())
    with transaction.atomic():
        code = OneTimeCode.objects.select_for_update().filter(pk=code_id, purpose=purpose).first()
        if code is None or not usable(code):
            raise CodeExpired
        right = hmac.compare_digest(code.digest, _digest(code, digits))
        if right:
            code.used_at = timezone.now()
        else:
            code.failures += 1
        code.save(update_fields=["used_at", "failures"])
    if not right:
        raise WrongCode
    return code.contact


def forget_expired() -> None:
    """Delete the codes that are counted no more."""
    OneTimeCode.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()


def usable(code: OneTimeCode) -> bool:
    return (
        code.used_at is None and code.failures < MOST_FAILURES and timezone.now() < code.expires_at
    )


def deliver(contact: Contact, text: str, *, subject: str) -> None:
    """Bring a text to a phone or a mailbox. Raises ``NotSent``."""
    try:
        if contact.is_phone:
            send(contact.value, _("【一窗通办】") + text)
        else:
            send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [contact.value])
    except OSError as error:  # of sockets and files; smtplib's own are among them
        log.warning("code_not_sent", kind=contact.kind.value, error=type(error).__name__)
        raise NotSent from None


def _one_at_a_time(contact: Contact) -> None:
    """Nobody else counts the codes to this contact before this transaction is over."""
    mark = fingerprints(contact.value, "one_time_code")[0]
    number = int(hashlib.sha256(mark.encode()).hexdigest()[:15], 16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _refuse_too_many(contact: Contact) -> None:
    now = timezone.now()
    sent = OneTimeCode.objects.filter(
        kind=contact.kind,
        address_fingerprint__in=fingerprints(contact.value, "one_time_code"),
        sent_at__gt=now - KEPT,
    )
    times = list(sent.values_list("sent_at", flat=True))
    if times and now - max(times) < PAUSE:
        raise TooSoon
    if len(times) >= MOST_A_DAY:
        raise TooMany
    if sum(now - at < timedelta(hours=1) for at in times) >= MOST_AN_HOUR:
        raise TooMany


def _digest(code: OneTimeCode, digits: str) -> str:
    """Keyed: a dump of the table without the secret key tells no code."""
    return salted_hmac(
        "portal.accounts.codes", f"{code.pk}:{digits}", algorithm="sha256"
    ).hexdigest()


def _text(purpose: CodePurpose, digits: str) -> str:
    what = {
        CodePurpose.ENTER: _("用于登录或注册"),
        CodePurpose.RESET: _("用于找回密码"),
        CodePurpose.AGAIN: _("用于确认是您本人"),
        CodePurpose.CHANGE: _("用于更换手机或邮箱"),
    }[purpose]
    return _(
        "验证码 %(digits)s，%(what)s，%(minutes)d 分钟内有效。"
        "请不要告诉任何人，工作人员也不会向您索要。"
    ) % {"digits": digits, "what": what, "minutes": LASTS.total_seconds() // 60}
