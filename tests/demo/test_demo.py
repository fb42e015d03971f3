"""``manage.py demo --once`` in a fresh checkout: a company, a restaurant, and their proof."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from departments.codes import is_case_number
from tests.demo.checkout import Ran, manage, play, processes, surroundings

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]
ITEMS = ["E1", "E2", "E3", "E4", "E5", "E6"]
STAGES = "prepare start apply accept decide issue hand_over collect verify prove".split()
RESTAURANT_STAGES = [
    f"restaurant_{stage}"
    for stage in ("apply", "accept", "decide", "together", "later", "verify", "prove")
]
TOGETHER = ["R1", "R2b", "R3", "R6", "R7", "R8", "R9"]


def test_a_fresh_checkout_brings_six_results_in_hand(ran: Ran):
    assert ran.status == 0, ran.said
    report = ran.report
    assert is_case_number(report["case_number"])
    assert report["ledger_ok"] is True
    assert [item["code"] for item in report["items"]] == ITEMS
    assert {item["status"] for item in report["items"]} == {"approved"}
    assert len({item["certificate_number"] for item in report["items"]}) == 6
    assert set(report["seconds"]) == {*STAGES, *RESTAURANT_STAGES, "total"}


def test_a_small_restaurant_gets_seven_results_together_and_the_certificates_after(ran: Ran):
    told = ran.report["restaurant"]
    assert is_case_number(told["case_number"])
    assert told["ledger_ok"] is True
    assert {one["status"] for one in told["items"]} == {"approved"}
    assert sorted(one["code"] for one in told["items"] if one["pdf"]) == TOGETHER
    assert [one["code"] for one in told["items"] if not one["pdf"]] == ["R4"]  # the clinic's cards
    steps = [
        "登记系统查不到，改为上传一份",
        "R7 告知承诺件",
        "七个结果一起出件，健康证不耽误",
        "R4 予以通过",
        "每人一张健康证",
        "7 份签名有效",
    ]
    places = [ran.said.index(step) for step in steps]
    assert places == sorted(places)


def test_the_six_files_are_what_the_report_says(ran: Ran):
    printed = [one for one in ran.report["restaurant"]["items"] if one["pdf"]]
    for item, case in [
        *((one, ran.report) for one in ran.report["items"]),
        *((one, ran.report["restaurant"]) for one in printed),
    ]:
        path = Path(item["pdf"])
        content = path.read_bytes()
        assert path.parent == ran.checkout / ".local" / "demo" / case["case_number"]
        assert hashlib.sha256(content).hexdigest() == item["sha256"]
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        assert item["certificate_number"] in "".join(text.split())


def test_every_step_is_told_in_two_languages_without_colour_codes(ran: Ran):
    for told in ("提交申请 submitted", "受理 accepted", "E6 予以通过 approved", "6 个结果已在手"):
        assert told in ran.said
    assert "\033[" not in ran.said


def test_sign_ins_are_for_their_owner_only(checkout: Path):
    path = checkout / ".local" / "demo" / "credentials.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    told = json.loads(path.read_text())
    assert {*ITEMS, *TOGETHER, "R4"} <= set(told["keys"])
    assert told["clerk"]["username"] == "wlg-zw-01"
    logged = (checkout / ".local/log/demo.log").read_text()
    assert told["applicant"]["password"] not in logged
    assert told["operator"]["password"] not in logged


def test_nothing_is_left_running(checkout: Path):
    assert processes(checkout) == {}


def test_the_ledger_holds_for_whoever_asks_later(ran: Ran, checkout: Path):
    ended = manage(checkout, "verify_ledger", ran.report["case_number"], seconds=60)
    assert ended.returncode == 0, ended.stderr


def test_a_second_run_files_another_company(ran: Ran, checkout: Path, tmp_path: Path):
    first = ran.report
    again = play(checkout, "--report", str(tmp_path / "again.json"))
    assert again.status == 0, again.said
    second = json.loads((tmp_path / "again.json").read_text())
    assert second["case_number"] != first["case_number"]
    assert not {one["sha256"] for one in first["items"]} & {
        one["sha256"] for one in second["items"]
    }


def test_a_taken_port_is_named_with_a_remedy(checkout: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = manage(checkout, "demo", "--once", "--port", str(port), seconds=60)
    assert ended.returncode == 1
    assert f"Port {port} is in use" in ended.stderr
    assert f"--port {port + 1}" in ended.stderr


@pytest.mark.parametrize("moment", ["accounts and keys", "E1 "], ids=["starting", "deciding"])
def test_ctrl_c_leaves_no_process(checkout: Path, moment: str):
    demo = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--once"],
        cwd=checkout,
        env={**surroundings(), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert demo.stdout is not None
    told = next((line for line in demo.stdout if moment in line), None)
    assert told is not None
    os.killpg(demo.pid, signal.SIGINT)  # as a terminal does: to everything in it
    rest, _nothing = demo.communicate(timeout=60)
    assert demo.returncode == 130, rest
    assert "Traceback" not in rest
    end = time.monotonic() + 20  # the keeper follows its last holder
    while processes(checkout) and time.monotonic() < end:
        time.sleep(0.1)
    assert processes(checkout) == {}
