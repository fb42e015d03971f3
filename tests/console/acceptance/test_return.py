"""Returning for correction: everything at once, looked at before it goes out."""

from typing import Any

from bs4 import BeautifulSoup

from bundles.casework import services
from bundles.casework.models import Correction, Submission
from bundles.casework.states import SubmissionStatus
from portal.console.acceptance.case import CasePage
from portal.console.acceptance.checks import Point
from tests import cases
from tests.console.seats import Seat, text_of

FREE = {"about": ["material:M08", "", "field:registered_address.address"]}
TEXT = {"text": ["租赁合同缺少出租方签字，请补签。", "", "门牌号与产权证不一致，请核对。"]}


def points(submission: Submission) -> tuple[Point, ...]:
    return CasePage(submission).points


def send(seat: Seat, submission: Submission, **fields: Any) -> Any:
    return seat.verb(submission, "return", step="send", **fields)


def test_ticked_points_and_free_lines_go_out_as_one_notice(batu: Seat, filed: Submission) -> None:
    failed = [points(filed)[0], points(filed)[-1]]
    response = send(batu, filed, point=[point.key for point in failed], **FREE, **TEXT)
    assert response.status_code == 302
    correction = Correction.objects.get(submission=filed)
    assert [defect["text"] for defect in correction.defects] == [
        failed[0].defect,
        failed[1].defect,
        "租赁合同缺少出租方签字，请补签。",
        "门牌号与产权证不一致，请核对。",
    ]
    assert cases.fresh(filed).state is SubmissionStatus.CORRECTION


def test_every_point_of_the_plan_can_be_sent(batu: Seat, filed: Submission) -> None:
    everything = points(filed)
    assert len(everything) > 10
    assert send(batu, filed, point=[point.key for point in everything]).status_code == 302
    assert len(Correction.objects.get().defects) == len(everything)


def test_every_point_stands_on_the_page_once(batu: Seat, filed: Submission) -> None:
    page = batu.case(filed).content.decode()
    for point in points(filed):
        assert page.count(f'name="point" value="{point.key}"') == 1


def test_the_preview_shows_the_notice_and_changes_nothing(batu: Seat, filed: Submission) -> None:
    point = points(filed)[0]
    response = batu.verb(filed, "return", point=[point.key], **FREE, **TEXT)
    assert response.status_code == 200
    for sentence in (point.defect, *filter(None, TEXT["text"]), "住所：街道、门牌号"):
        assert sentence in text_of(response)
    assert not Correction.objects.exists()


def test_going_back_from_the_preview_keeps_what_was_ticked(batu: Seat, filed: Submission) -> None:
    point = points(filed)[0]
    response = batu.verb(filed, "return", step="edit", point=[point.key], **FREE, **TEXT)
    tick = BeautifulSoup(response.content, "html.parser").select_one(
        f'input[name="point"][value="{point.key}"]'
    )
    assert tick is not None
    assert tick.has_attr("checked")
    assert TEXT["text"][0] in response.content.decode()


def test_nothing_ticked_is_refused_in_words(batu: Seat, filed: Submission) -> None:
    response = send(batu, filed)
    assert response.status_code == 422
    assert "请至少勾选一处" in text_of(response)
    assert cases.fresh(filed).state is SubmissionStatus.SUBMITTED


def test_half_a_line_is_refused_and_kept(batu: Seat, filed: Submission) -> None:
    for about, text, told in (
        ("material:M08", "", "请写明所选内容需要怎样补正"),
        ("", "缺少签字", "请为每条补充说明选择"),
        ("material:M99", "缺少签字", "请为每条补充说明选择"),
        ("material:M08", "字" * 2001, "补正说明过长"),
        ("material:M08", "坏\0字", "无法保存的字符"),
    ):
        response = send(batu, filed, about=[about], text=[text])
        assert response.status_code == 422
        assert told in text_of(response)
    assert not Correction.objects.exists()


def test_a_point_the_case_does_not_have_is_refused(batu: Seat, filed: Submission) -> None:
    assert send(batu, filed, point=["E9:no"]).status_code == 422
    assert not Correction.objects.exists()


def test_another_halls_case_does_not_exist(elsewhere: Seat, filed: Submission) -> None:
    assert send(elsewhere, filed, **FREE, **TEXT).status_code == 404


def test_a_number_nobody_has_is_not_found(batu: Seat, filed: Submission) -> None:
    assert batu.post("cases/YJS152571202611230099994/return/", seen=1).status_code == 404


def test_returning_is_posted(batu: Seat, filed: Submission) -> None:
    reloaded = batu.get(f"cases/{filed.number}/return/")
    assert reloaded.status_code == 405
    assert "返回上一页" in text_of(reloaded)


def test_an_accepted_case_cannot_be_returned(batu: Seat, filed: Submission) -> None:
    accepted = cases.accepted(filed)
    assert send(batu, accepted, **FREE, **TEXT).status_code == 409
    assert not Correction.objects.exists()


def test_twice_is_once(batu: Seat, filed: Submission) -> None:
    send(batu, filed, **FREE, **TEXT)
    response = send(batu, filed, **FREE, **TEXT)
    assert response.status_code == 409
    assert "退回补正，共列明 2 处" in text_of(response)
    assert Correction.objects.count() == 1


def test_a_stale_page_returns_nothing(batu: Seat, filed: Submission) -> None:
    services.accept(filed.pk, seen=filed.revision, by=cases.clerk())
    assert send(batu, filed, **FREE, **TEXT).status_code == 409
    assert not Correction.objects.exists()


def test_a_stranger_is_sent_to_sign_in(nobody: Seat, filed: Submission) -> None:
    assert send(nobody, filed, **FREE, **TEXT)["Location"].startswith("/console/login/")
    assert not Correction.objects.exists()
