"""Text messages: what matters, without link and name, and tried again."""

from datetime import timedelta
from typing import Any

import pytest

from portal.accounts.codes import received
from portal.notices.sending import send_due
from portal.notices.services import tell
from tests import cases

pytestmark = pytest.mark.usefixtures("library")


def test_what_matters_comes_as_a_text_message_too_without_link_and_name() -> None:
    submission = cases.in_review()
    cases.rejected(submission, "E1")
    tell(submission.pk)
    assert send_due() == 1
    (text,) = received(submission.applicant.phone)
    assert "未通过" in text
    assert str(submission.number) in text
    assert "http" not in text
    assert submission.applicant.name not in text


def test_a_gateway_that_is_down_is_tried_again(settings: Any, later: Any) -> None:
    submission = cases.in_review()
    cases.rejected(submission, "E1")
    tell(submission.pk)
    settings.SMS_SENDERS = ["tests.notices.test_texting.DeadGateway"]
    assert send_due() == 0
    settings.SMS_SENDERS = ["portal.accounts.codes.senders.FileSender"]
    assert send_due() == 0
    later(timedelta(minutes=2))
    assert send_due() == 1


class DeadGateway:
    def send(self, phone: str, text: str) -> None:
        raise OSError("no route")
