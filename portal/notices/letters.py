"""A message as an e-mail or a text message: the case number, what happened, and a link."""

from __future__ import annotations

from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.notices.models import Dispatch, Wishes
from portal.notices.wording import words

SALT = "portal.notices.unsubscribe"


def email(dispatch: Dispatch, *, to: str, wishes: Wishes) -> EmailMessage:
    """The letter, in the language its reader asked for; every attempt has the same Message-ID."""
    notice = dispatch.notice
    with override(wishes.language):
        said = words(notice)
        number = notice.submission.number
        about = f"{said.title}（{number}）" if number else said.title
        lines = [
            _("%(title)s。") % {"title": said.title},
            said.text,
            "",
            _("办理事项：%(bundle)s") % {"bundle": said.bundle},
            *([_("办件编号：%(number)s") % {"number": number}] if number else []),
            _("查看进度：%(link)s") % {"link": link("web:case", token=notice.submission.token)},
            "",
            _("这封信由系统发出，请不要回复。不想再收到邮件，请打开："),
            unsubscribe_link(notice.applicant_id),
        ]
        return EmailMessage(
            subject=_("【一窗通办】%(about)s") % {"about": about},
            body="\n".join(lines),
            to=[to],
            headers={
                "Message-ID": message_id(dispatch),
                "List-Unsubscribe": f"<{unsubscribe_link(notice.applicant_id)}>",
                "Auto-Submitted": "auto-generated",
            },
        )


def text_message(dispatch: Dispatch, *, wishes: Wishes) -> str:
    """The same in one breath, without a link: text messages with links look like fraud."""
    notice = dispatch.notice
    with override(wishes.language):
        said = words(notice)
        return _("【一窗通办】您的“%(bundle)s”办件（%(number)s）：%(title)s。详情请登录查看。") % {
            "bundle": said.bundle,
            "number": notice.submission.number or "",
            "title": said.title,
        }


def message_id(dispatch: Dispatch) -> str:
    """The same for every attempt, so that a letter sent twice is recognised as one."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    host = sender.rpartition("@")[2] or urlsplit(settings.SITE_URL).hostname or "localhost"
    mark = signing.Signer(salt="portal.notices.message-id").signature(str(dispatch.pk))
    return f"<notice-{dispatch.pk}-{mark[:12].replace('_', 'x').replace('-', 'x')}@{host}>"


def unsubscribe_link(applicant_id: int) -> str:
    return link("web:unsubscribe", mark=signing.Signer(salt=SALT).sign_object(applicant_id))


def unsubscribing(mark: str) -> int | None:
    """Whose link ``mark`` is from; None for a forged one."""
    try:
        found = signing.Signer(salt=SALT).unsign_object(mark)
    except (signing.BadSignature, ValueError, UnicodeError):
        return None
    return found if isinstance(found, int) else None


def link(name: str, **more: object) -> str:
    return settings.SITE_URL + reverse(name, kwargs=more)
