"""The client over HTTP, bounded time, and the rest a failing register is given."""

from __future__ import annotations

import json
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client

from bundles.casework.models import LookupOutcome, RegisterCall
from bundles.casework.registers import Answer, Query, RegisterDown
from portal.registers import asking, breaker
from portal.registers.http import HttpRegister
from portal.registers.service import look_up
from portal.simulators.registers.entries import PREMISES
from portal.simulators.registers.mood import Mood, set_mood
from tests import cases
from tests.registers import stage

QUERY = Query("real_estate", "办理“开店”：登记", {"title_number": stage.KNOWN}, "7")
FOUND = {"found": True, "facts": [{"label": "权利人", "value": "张*"}]}

pytestmark = pytest.mark.registers


class Town(BaseHTTPRequestHandler):
    """A register of some town that says what the test wants."""

    status, says, heard, pause = 200, b"", dict[str, Any](), 0.0

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Town.heard = {"body": json.loads(body), "key": self.headers["Authorization"]}
        self.send_response(Town.status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()
        if not Town.pause:
            self.wfile.write(Town.says)
            return
        with suppress(OSError):  # the caller has left
            for byte in Town.says:
                self.wfile.write(bytes([byte]))
                time.sleep(Town.pause)

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@pytest.fixture
def town(settings: Any) -> Iterator[None]:
    with HTTPServer(("127.0.0.1", 0), Town) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/ask/{{register}}"
        client = "portal.registers.http.HttpRegister"
        settings.REGISTERS = {
            "real_estate": {"BACKEND": client, "OPTIONS": {"url": url, "key": "secret"}}
        }
        yield
        server.shutdown()
        thread.join()


def said(status: int = 200, pause: float = 0, **body: Any) -> Answer:
    Town.status, Town.says, Town.pause = status, json.dumps(body).encode(), pause
    return look_up(QUERY)


def test_it_asks_as_the_paper_for_registers_says(town: None):
    assert said(**FOUND) == Answer(True, (("权利人", "张*"),))
    assert Town.heard["key"] == "Bearer secret"
    assert Town.heard["body"] == {
        "format": 1,
        "register": "real_estate",
        "purpose": QUERY.purpose,
        "reference": "7",
        "subject": {"title_number": stage.KNOWN},
    }


def test_a_document_comes_with_the_answer(town: None):
    content = cases.a_pdf()
    paper = {
        "name": "权证",
        "media_type": "application/pdf",
        "content": b64encode(content).decode(),
    }
    document = said(found=True, document=paper).document
    assert document is not None
    assert (document.name, document.content) == ("权证.pdf", content)


def test_nothing_found_is_an_answer(town: None):
    assert said(found=False) == Answer(False)


@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [
        (404, {"found": False}, "status_404"),
        (302, FOUND, "status_302"),
        (503, {}, "status_503"),
        (200, {"ok": 1}, "not_understood"),
        (200, {"found": True}, "empty_answer"),
        (
            200,
            {
                "found": True,
                "document": {"name": "x", "media_type": "text/html", "content": "eA=="},
            },
            "not_understood",
        ),
    ],
)
def test_anything_else_is_no_answer(town: None, status: int, body: dict[str, Any], problem: str):
    with pytest.raises(RegisterDown) as down:
        said(status, **body)
    assert down.value.problem == problem


def test_a_register_nobody_attached_is_down(settings: Any):
    settings.REGISTERS = {}
    with pytest.raises(RegisterDown, match="not_attached"):
        look_up(QUERY)


def test_a_register_that_drips_on_is_left(town: None, settings: Any):
    settings.REGISTER_SECONDS = 0.2
    options = settings.REGISTERS["real_estate"]["OPTIONS"]
    Town.status, Town.says, Town.pause = 200, json.dumps(FOUND).encode(), 0.05
    began = time.monotonic()
    with pytest.raises(RegisterDown, match="timeout"):
        HttpRegister(**options).look_up(QUERY)
    assert time.monotonic() - began < 2


class Asleep:
    def look_up(self, query: Query) -> Answer:
        time.sleep(3)
        return Answer(False)


def test_nobody_waits_for_a_register_that_sleeps(settings: Any):
    settings.REGISTERS = {"*": {"BACKEND": f"{__name__}.Asleep"}}
    settings.REGISTER_SECONDS = 0.05
    began = time.monotonic()
    with pytest.raises(RegisterDown, match="timeout"):
        look_up(QUERY)
    assert time.monotonic() - began < 2


def test_after_a_few_failures_a_register_rests_and_is_asked_no_more():
    set_mood("real_estate", Mood.DOWN)
    for _applicant in range(breaker.FAILURES):
        stage.answered(stage.draft())
    assert breaker.is_open("real_estate")
    assert not breaker.is_open("construction")
    case = stage.answered(stage.draft())
    assert stage.lookup(case).outcome == LookupOutcome.DOWN
    calls = RegisterCall.objects.filter(register="real_estate")
    assert calls.count() == breaker.FAILURES
    assert not calls.filter(case=case.token).exists()


def test_a_good_answer_ends_the_count():
    set_mood("real_estate", Mood.DOWN)
    stage.answered(stage.draft())
    set_mood("real_estate", Mood.QUICK)
    stage.answered(stage.draft())
    set_mood("real_estate", Mood.DOWN)
    for _applicant in range(breaker.FAILURES - 1):
        stage.answered(stage.draft())
    assert not breaker.is_open("real_estate")


def test_two_workers_never_ask_the_same_question_at_once():
    pk = stage.lookup(stage.draft()).pk
    asking.ask(pk)
    asking.ask(pk)
    assert RegisterCall.objects.filter(register="real_estate").count() == 1


def test_the_sweep_finds_what_lingers_and_what_was_down_a_while_ago():
    case = stage.draft()
    now = stage.lookup(case).asked_at
    assert list(asking.lingering(now)) == []
    assert list(asking.lingering(now + asking.TAKEN_FOR)) == [case.pk]
    set_mood("construction", Mood.DOWN)
    stage.answered(case)
    assert list(asking.lingering(now + asking.TAKEN_FOR)) == []
    assert list(asking.lingering(now + 2 * asking.AGAIN_AFTER)) == [case.pk]
    assert list(asking.lingering(now + 2 * asking.GIVEN_UP_AFTER)) == []


def test_the_simulator_answers_over_http_and_obeys_its_switches(client: Client):
    def ask(number: str) -> tuple[int, dict[str, Any]]:
        body = json.dumps({"subject": {"title_number": number}})
        answer = client.post("/simulators/registers/real_estate", body, "application/json")
        return answer.status_code, answer.json()

    assert ask(PREMISES[1].title_number.replace("（", "("))[1]["found"]
    assert ask(stage.UNKNOWN) == (200, {"found": False})
    client.post("/simulators/registers/", {"register": "real_estate", "mood": "empty"})
    assert ask(stage.KNOWN) == (200, {"found": False})
    client.post("/simulators/registers/", {"register": "real_estate", "mood": "down"})
    assert ask(stage.KNOWN)[0] == 503
    assert "模拟" in client.get("/simulators/registers/").content.decode()
