"""What may follow: shown before filing, promised by a tick, handed in from the page of the case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from bundles.casework import services
from bundles.casework.models import LaterEnding, Submission
from bundles.casework.selectors.review import review_hash
from bundles.issuance import services as issuance
from bundles.issuance.models import Certificate
from portal.accounts.models import User
from portal.notices.models import Notice
from portal.notices.services import tell
from portal.notices.wording import words
from portal.web.wallet import shown_code
from tests import cases
from tests.casework.following import kitchen

pytestmark = pytest.mark.django_db


def at(submission: Submission, page: str = "") -> str:
    return f"/cases/{submission.token}/{page}"


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def a_file(name: str = "刻章申请书.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or cases.a_pdf(), "application/pdf")


@pytest.fixture
def running(wang: User) -> Submission:
    assert wang.applicant is not None
    with patch.object(timezone, "now", return_value=kitchen.MONDAY):
        return kitchen.in_review(wang.applicant)


def test_it_is_listed_apart_and_ticked_before_filing(wang: User, his: Client) -> None:
    assert wang.applicant is not None
    submission = kitchen.draft(wang.applicant)
    assert "可以以后补交" in text(his, at(submission, "materials/"))
    review = text(his, at(submission, "review/"))
    assert "later:M14" in review
    assert "later:M16" in review
    reviewed = review_hash(submission)
    one = {"reviewed": reviewed, "agree": ["later:M14"]}
    assert his.post(at(submission, "review/"), one).status_code == 422
    both = {"reviewed": reviewed, "agree": ["later:M14", "later:M16"]}
    assert his.post(at(submission, "review/"), both).status_code == 302
    assert cases.fresh(submission).later_promises.count() == 2


def test_what_is_there_now_needs_no_tick(wang: User, his: Client) -> None:
    assert wang.applicant is not None
    submission = kitchen.draft(wang.applicant)
    his.post(at(submission, "materials/M14/"), {"file": a_file()})
    review = text(his, at(submission, "review/"))
    assert "later:M14" not in review
    assert "刻章申请书.pdf" in review


def test_the_case_names_the_day_and_takes_the_files(his: Client, running: Submission) -> None:
    page = text(his, at(running))
    assert "2026年11月30日" in page
    assert "办好后自动补齐" in page
    files = [a_file(), a_file("附页.pdf")]
    assert his.post(at(running, "later/M14/"), {"file": files}).status_code == 302
    assert kitchen.promise(running).ending == LaterEnding.HANDED_IN
    assert running.filings.latest("sequence").content["followed"] == "M14"
    assert "已补交" in text(his, at(running))
    again = his.post(at(running, "later/M14/"), {"file": a_file()})
    assert again.headers["Location"] == at(running)


def test_a_bad_file_keeps_all_back_and_says_why(his: Client, running: Submission) -> None:
    files = [a_file(), a_file("病毒.pdf", b"no pdf at all")]
    answer = his.post(at(running, "later/M14/"), {"file": files})
    assert answer.status_code == 422
    assert "病毒.pdf" in answer.content.decode()
    assert his.post(at(running, "later/M14/")).status_code == 422
    assert kitchen.promise(running).is_open


def test_somebody_elses_and_what_was_never_promised_do_not_exist(
    his: Client, hers: Client, running: Submission
) -> None:
    assert hers.post(at(running, "later/M14/"), {"file": a_file()}).status_code == 404
    assert his.get(at(running, "later/M01/")).status_code == 404


def test_the_order_stands_on_the_page_and_every_step_is_told(
    his: Client, running: Submission
) -> None:
    kitchen.approved(running, "E1", "E2", "E6")
    for days in (3, 8):
        with patch.object(timezone, "now", return_value=kitchen.MONDAY + timedelta(days=days)):
            services.follow_promises(running.pk)
    item = cases.item(running, "E2")
    services.order_later(
        item.pk,
        seen=item.revision,
        material_key="M14",
        until=timezone.localdate() + timedelta(days=20),
        order="请把刻章申请书补齐。",
        by=cases.reviewer(item),
    )
    page = text(his, at(running))
    assert "责令补交" in page
    assert "请把刻章申请书补齐。" in page
    assert "请把刻章申请书补齐。" in text(his, at(running, "later/M14/"))
    with patch.object(timezone, "now", return_value=timezone.now() + timedelta(days=21)):
        services.follow_promises(running.pk)
    assert "责令期限已过" in text(his, at(running))
    tell(running.pk)
    told = Notice.objects.filter(kind__startswith="later_").select_related("submission")
    kinds = ["later_lapsed", "later_order_missed", "later_ordered"]
    kinds += ["later_produced", "later_reminded"]
    assert sorted(one.kind for one in told) == kinds
    assert all("“" in words(one).text for one in told)


def test_each_person_has_a_certificate_in_the_wallet(his: Client, running: Submission) -> None:
    kitchen.approved(running, "E1", "E2", "E5", "E6")
    issuance.issue(running.pk)
    wallet = text(his, "/wallet/")
    assert "李卫民" in wallet
    assert "娜仁托娅" in wallet
    second = f"/wallet/{running.token}/E6/2/"
    assert second in wallet
    assert "娜仁托娅" in text(his, second)
    paper: Any = his.get(at(running, "results/E6-2.pdf"))
    assert b"".join(paper.streaming_content).startswith(b"%PDF")
    assert his.get(f"/wallet/{running.token}/E6/3/").status_code == 404
    assert "健康证明（李卫民）" in text(his, at(running))
    code, _drawing = shown_code(
        Certificate.objects.get(work_item__submission=running, work_item__key="E6", nth=2)
    )
    assert his.get("/verify/?" + code.partition("?")[2]).status_code == 200
