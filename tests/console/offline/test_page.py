"""What a device keeps of the server: a blank page, a worker of its own, numbers and labels."""

from __future__ import annotations

import re
from uuid import uuid4

import zxingcpp
from PIL import Image

from bundles.casework.models import ReservedNumber
from bundles.papers.barcodes import code_128
from tests.console.offline.desk import PERSON, Desk
from tests.console.seats import Seat

SIZE = re.compile(r'<svg width="(\d+)" height="(\d+)"')
BAR = re.compile(r"M(\d+) 0h(\d+)v")


def test_the_page_is_blank_and_the_same_for_every_clerk_of_the_hall(
    batu: Seat, xiulan: Seat
) -> None:
    desk = Desk(batu)
    desk.bring(desk.reserve()[0])
    page = batu.get("offline/").content.decode()
    assert page == xiulan.get("offline/").content.decode()
    assert PERSON["name"] not in page
    assert "巴图" not in page
    assert "csrfmiddlewaretoken" not in page


def test_the_worker_may_have_the_console_and_keeps_one_page(batu: Seat) -> None:
    answer = batu.get("offline/worker.js")
    assert answer["Service-Worker-Allowed"] == "/console/"
    source = answer.content.decode()
    assert '"PAGE": "/console/offline/"' in source
    assert "/static/console/offline/page.js" in source


def test_the_key_is_the_officers_and_nobody_elses_and_the_same_tomorrow(
    batu: Seat, xiulan: Seat
) -> None:
    mine, hers = batu.get("offline/device/"), xiulan.get("offline/device/")
    assert "no-store" in mine["Cache-Control"]
    assert mine.json()["key"] != hers.json()["key"]
    assert mine.json()["mark"] != hers.json()["mark"]
    assert Seat().get("offline/device/").json()["key"] == mine.json()["key"]


def test_a_device_keeps_what_it_sealed_when_somebody_signs_out(batu: Seat) -> None:
    batu.get("offline/device/")
    assert "Clear-Site-Data" not in batu.client.post("/console/logout/")


def test_numbers_that_were_not_used_are_given_back(batu: Seat) -> None:
    desk = Desk(batu)
    tokens = desk.reserve(3)
    asked = {"device": str(desk.device), "tokens": tokens, "give_back": True}
    assert desk.post("numbers/", asked).json() == {"given_back": 3}
    assert ReservedNumber.objects.filter(given_back_at__isnull=False).count() == 3


def test_no_other_day_and_no_foreign_token_is_answered(batu: Seat, elsewhere: Seat) -> None:
    desk = Desk(batu)
    (token,) = desk.reserve()
    late = {"device": str(desk.device), "tokens": [str(uuid4())], "day": "2020-01-01"}
    assert desk.post("numbers/", late).json()["code"] == "numbers_not_open"
    theirs = {"device": str(desk.device), "tokens": [token], "day": "2026-11-23"}
    assert Desk(elsewhere).post("numbers/", theirs).status_code in (403, 422)


def test_the_label_reads_as_the_number() -> None:
    """The bars of the drawing, put on paper, are read back by the same library's reader."""
    number = "YJS152571202611230000014"
    drawn = code_128(number)
    width, height = (int(one) for one in SIZE.search(drawn).groups())  # type: ignore[union-attr]
    paper = Image.new("L", (width * 3, height * 3), 255)
    for x, wide in BAR.findall(drawn):
        left, right = int(x) * 3, (int(x) + int(wide)) * 3
        paper.paste(0, (left, 0, right, height * 3))
    assert [one.text for one in zxingcpp.read_barcodes(paper)] == [number]
