"""The line is cut at every step of an upload, and nothing is lost (acceptance, line 3)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from applicants.models import Document
from bundles.casework.models import HandedMaterial
from portal.accounts.models import User
from portal.materials import taking
from portal.web.resumable import finish as finishing
from portal.web.resumable.exceptions import ChecksumWrong, WrongOffset
from portal.web.resumable.finish import finish, finish_lingering
from portal.web.resumable.models import PartialUpload
from portal.web.resumable.receive import Checksum, receive
from tests.web.company import QUESTIONS, begin, pdf
from tests.web.resumable.sending import Device

CONTENT = pdf("合同.pdf").read()


class Cut(BytesIO):
    """A body that ends with the line: so many bytes come, then nothing but an error."""

    def read(self, size: int | None = -1) -> bytes:
        if piece := super().read(size):
            return piece
        raise OSError("connection reset")


def there() -> list[str]:
    return [one.name for one in HandedMaterial.objects.filter(superseded_at=None)]


def upload_at(url: str) -> PartialUpload:
    return PartialUpload.objects.get(token=url.rstrip("/").rsplit("/", 1)[-1])


def test_cut_after_the_announcement_the_same_file_goes_on(device: Device) -> None:
    first = device.begin("M08", "合同.pdf", CONTENT, fingerprint="f1")
    assert device.begin("M08", "合同.pdf", CONTENT, fingerprint="f1") == first
    assert device.begin("M08", "合同.pdf", CONTENT, fingerprint="f2") != first


def test_another_persons_fingerprint_finds_nothing(
    device: Device, hers: Client, materials: str
) -> None:
    device.begin("M08", "合同.pdf", CONTENT, fingerprint="f1")
    case = begin(hers)
    hers.post(f"{case}form/questions/", QUESTIONS)
    her_own = Device(hers, f"{case}materials/").begin("M08", "合同.pdf", CONTENT, fingerprint="f1")
    assert upload_at(her_own).owner.username == "lina"


def test_cut_in_the_middle_of_a_piece_keeps_what_came(device: Device) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT)
    receive(upload_at(url), Cut(CONTENT[:77]), at=0)
    assert device.offset(url) == 77
    device.patch(url, CONTENT[77:], 77)
    assert device.finish(url)["problem"] == ""
    kept = Document.objects.get()
    assert kept.size == len(CONTENT)


def test_a_cut_piece_that_was_to_be_vouched_for_is_sent_again(device: Device) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT)
    with pytest.raises(ChecksumWrong):
        receive(upload_at(url), Cut(CONTENT[:77]), at=0, checksum=Checksum("sha256", b"x"))
    assert device.offset(url) == 0


def test_cut_before_the_first_byte_changes_nothing(device: Device) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT)
    receive(upload_at(url), Cut(b""), at=0)
    assert device.offset(url) == 0


def test_cut_after_the_last_byte_the_request_sent_again_is_told_where_it_is(
    device: Device,
) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT)
    assert device.patch(url, CONTENT, 0).status_code == 204  # the answer is lost
    again = device.patch(url, CONTENT, 0)
    assert again.status_code in (409, 413)
    assert device.offset(url) == len(CONTENT)
    assert device.finish(url) == device.finish(url) == {"finished": True, "problem": ""}
    assert there() == ["合同.pdf"]


def test_a_worker_killed_after_the_last_byte_the_sweep_hands_it_in(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT)
    with monkeypatch.context() as killed:
        killed.setattr("portal.web.resumable.views.finish", _killed)
        with pytest.raises(KeyboardInterrupt):
            device.patch(url, CONTENT, 0)
    assert there() == []
    assert finish_lingering() == 0  # somebody may still be at it
    PartialUpload.objects.update(touched_at=timezone.now() - timedelta(minutes=2))
    assert finish_lingering() == 1
    assert there() == ["合同.pdf"]


@pytest.mark.parametrize("step", ["keep", "hand_in", "_marked"])
def test_a_worker_killed_at_any_step_of_finishing_it_is_finished_once(
    device: Device, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT)
    room: Any = finishing if step == "_marked" else taking
    real = getattr(room, step)

    def done_and_killed(*args: Any, **kwargs: Any) -> None:
        real(*args, **kwargs)
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(room, step, done_and_killed)
        with pytest.raises(KeyboardInterrupt):
            device.patch(url, CONTENT, 0)
    assert there() == []
    assert device.finish(url) == {"finished": True, "problem": ""}
    assert there() == ["合同.pdf"]
    assert Document.objects.count() == 1


def test_one_file_that_always_fails_holds_up_no_other(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr("portal.web.resumable.views.finish", _killed)
        for name in ("坏.pdf", "好.pdf"):
            url = device.begin("M08" if name == "坏.pdf" else "M09", name, CONTENT)
            with pytest.raises(KeyboardInterrupt):
                device.patch(url, CONTENT, 0)
    PartialUpload.objects.update(touched_at=timezone.now() - timedelta(minutes=2))
    keep = taking.keep

    def fails_on_one(*args: Any, name: str, **more: Any) -> Any:
        if name == "坏.pdf":
            raise RuntimeError
        return keep(*args, name=name, **more)

    monkeypatch.setattr(taking, "keep", fails_on_one)
    finish_lingering()
    assert there() == ["好.pdf"]


def test_a_file_taken_back_stays_away_when_the_last_request_comes_again(device: Device) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT)
    device.patch(url, CONTENT, 0)
    handed = HandedMaterial.objects.get()
    device.client.post(f"{device.materials}M08/{handed.pk}/remove/")
    device.finish(url)
    finish(upload_at(url).token)
    assert there() == []


def test_bytes_lost_on_the_disk_are_asked_for_again(
    device: Device, own_uploads: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT)
    device.patch(url, CONTENT[:100], 0)
    for path in own_uploads.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1])
    device.patch(url, CONTENT[100:], 100)
    assert "重新选择" in device.finish(url)["problem"]
    assert there() == []


def test_a_tab_with_an_ended_session_keeps_its_place(device: Device, wang: User) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT)
    device.patch(url, CONTENT[:100], 0)
    device.client.logout()
    answer = device.patch(url, CONTENT[100:], 100)
    assert answer.status_code == 401
    assert "重新登录" in answer.json()["problem"]
    device.client.force_login(wang)
    assert device.offset(url) == 100


def test_two_tabs_with_the_same_file_make_one(device: Device) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT, fingerprint="f1")
    other = device.begin("M08", "合同.pdf", CONTENT, fingerprint="f1")
    device.patch(url, CONTENT[:50], 0)
    assert device.patch(other, CONTENT[:100], 0).status_code == 409
    device.patch(other, CONTENT[50:], 50)
    assert device.finish(url)["problem"] == device.finish(other)["problem"] == ""
    assert there() == ["合同.pdf"]


def test_two_tabs_with_two_files_for_one_place_keep_the_first_and_say_so(device: Device) -> None:
    contents = [pdf("章程.pdf").read(), pdf("另一份章程.pdf").read()]
    urls = [device.begin("M07", f"{n}.pdf", one) for n, one in enumerate(contents)]
    for url, content in zip(urls, contents, strict=True):
        device.patch(url, content, 0)
    assert device.finish(urls[0])["problem"] == ""
    assert "只能有一个" in device.finish(urls[1])["problem"]
    assert there() == ["0.pdf"]


def test_a_case_handed_in_meanwhile_takes_no_more_bytes(device: Device) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT)
    upload = upload_at(url)
    upload.submission.corrections.all().delete()
    type(upload.submission).objects.filter(pk=upload.submission_id).update(
        number="X1", status="submitted"
    )
    assert device.patch(url, CONTENT, 0).status_code == 404
    assert there() == []


@pytest.mark.django_db(transaction=True)
def test_many_requests_for_one_offset_at_once_keep_one(device: Device) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT)
    upload, refused, ready = upload_at(url), [], threading.Barrier(4)

    def send() -> None:
        ready.wait()
        try:
            receive(upload, BytesIO(CONTENT[:100]), at=0)
        except WrongOffset as error:
            refused.append(error.offset)
        finally:
            connection.close()

    together(send, 4)
    assert refused == [100, 100, 100]
    device.patch(url, CONTENT[100:], 100)
    assert device.finish(url)["problem"] == ""


@pytest.mark.django_db(transaction=True)
def test_finishing_many_times_at_once_is_once(
    device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = device.begin("M08", "合同.pdf", CONTENT)
    with monkeypatch.context() as killed:
        killed.setattr("portal.web.resumable.views.finish", _killed)
        with pytest.raises(KeyboardInterrupt):
            device.patch(url, CONTENT, 0)
    token, ready, problems = upload_at(url).token, threading.Barrier(4), []

    def conclude() -> None:
        ready.wait()
        try:
            problems.append(finish(token).refusal)
        finally:
            connection.close()

    together(conclude, 4)
    assert problems == [""] * 4
    assert there() == ["合同.pdf"]


def together(work: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _killed(_token: Any) -> Any:
    raise KeyboardInterrupt
