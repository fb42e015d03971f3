"""``manage.py demo --once`` in a fresh checkout: a new company, six results, and a proof of it."""

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


def test_a_fresh_checkout_brings_six_results_in_hand(ran: Ran):
    assert ran.status == 0, ran.said
    report = ran.report
    assert is_case_number(report["case_number"])
    assert report["ledger_ok"] is True
    assert [item["code"] for item in report["items"]] == ITEMS
    assert {item["status"] for item in report["items"]} == {"approved"}
    assert len({item["certificate_number"] for item in report["items"]}) == 6
    assert set(report["seconds"]) == {*STAGES, "total"}


def test_the_six_files_are_what_the_report_says(ran: Ran):
    for item in ran.report["items"]:
        path = Path(item["pdf"])
        content = path.read_bytes()
        assert path.parent == ran.checkout / ".local" / "demo" / ran.report["case_number"]
        assert hashlib.sha256(content).hexdigest() == item["sha256"]
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        assert item["certificate_number"] in "".join(text.split())


def test_every_step_is_told_in_two_languages_without_colour_codes(ran: Ran):
    for told in ("提交申请 submitted", "受理 accepted", "E6 予以通过 approved", "六个结果已在手"):
        assert told in ran.said
    assert "\033[" not in ran.said


def test_sign_ins_are_for_their_owner_only(checkout: Path):
    path = checkout / ".local" / "demo" / "credentials.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    told = json.loads(path.read_text())
    assert set(told["keys"]) == set(ITEMS)
    assert told["clerk"]["username"] == "wlg-zw-01"
    assert told["applicant"]["password"] not in (checkout / ".local/log/demo.log").read_text()


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
