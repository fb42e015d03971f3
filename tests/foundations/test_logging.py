"""Logs carry the case number and nobody's own numbers."""

import json
import logging
import logging.config
from collections.abc import Callable

import pytest
import structlog
from django.conf import settings

from portal.logging import begin, bind_case, configure, mask

CASE = "YJS152571202611220000013"
ID = "152531199003072518"
PHONE = "13812343210"


@pytest.fixture
def lines(capfd: pytest.CaptureFixture[str]):
    """What production would write, line by line."""
    begin()
    logging.config.dictConfig(configure(production=True, level="INFO"))
    yield lambda: [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    begin()
    logging.config.dictConfig(settings.LOGGING)


Lines = Callable[[], list[dict[str, object]]]


@pytest.mark.parametrize(
    "number",
    [
        ID,
        "15253119900307251X",
        "152531900307251",
        PHONE,
        "+8613812343210",
        "138 1234 3210",
        "6222020200112233445",
        "6222020200112233",
        "wang.xiaoming+banshi@example.com.cn",
    ],
)
def test_a_person_s_number_is_masked_wherever_it_stands(number: str):
    for text in (number, f"({number})", f"Key (phone)=({number}) exists", f"张三，{number}。"):
        assert number not in mask(text)
        assert "***" in mask(text)


@pytest.mark.parametrize(
    "code",
    [
        CASE,
        "111525310DEM00011J1000131001000",
        "111525310DEM00011J1000131001000202611220001",
        "91152531MADEM0011W",
        "152571000000",
        "2026-11-22T16:04:33.123456+08:00",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ],
)
def test_codes_stay_readable(code: str):
    assert mask(f"about {code}.") == f"about {code}."


def test_values_are_masked_by_their_name_too():
    assert mask({"password": "x", "inner": [{"phone": "x"}, PHONE], "count": 3}) == {
        "password": "***",
        "inner": [{"phone": "***"}, "***"],
        "count": 3,
    }


def test_every_line_of_a_request_carries_its_case(lines: Lines):
    bind_case(CASE)
    structlog.get_logger("bundles.casework").info("accepted", items=6)
    logging.getLogger("some.library").warning("slow: %s", "yes")
    ours, theirs = lines()
    assert (ours["event"], ours["items"], ours["case"]) == ("accepted", 6, CASE)
    assert (theirs["event"], theirs["case"], theirs["level"]) == ("slow: yes", CASE, "warning")


def test_the_next_request_starts_clean(lines: Lines):
    bind_case(CASE)
    begin(request_id="next")
    structlog.get_logger("portal").info("hello")
    (line,) = lines()
    assert "case" not in line
    assert line["request_id"] == "next"


def test_an_exception_is_logged_without_the_number_in_it(lines: Lines):
    try:
        raise ValueError(f"duplicate key (id_number)=({ID})")
    except ValueError:
        logging.getLogger("django.request").exception("failed for %s", PHONE)
    (line,) = lines()
    assert ID not in json.dumps(line)
    assert PHONE not in json.dumps(line)
    assert "Traceback" in str(line["exception"])


@pytest.mark.django_db
def test_each_answer_names_its_request(client):
    first, second = client.get("/healthz"), client.get("/healthz")
    assert first["X-Request-ID"] != second["X-Request-ID"]


@pytest.mark.parametrize(
    "address",
    [
        "/sign/{}/text/",
        "/mine/authorise/{}/",
        "/beside/{}/",
        "/beside/{}/now/",
        "/kiosk/pair/{}/",
        "/accounts/login/?next=/mine/authorise/{}/",
        "/accounts/login/?next=%2Fmine%2Fauthorise%2F{}%2F",
    ],
)
def test_a_link_that_is_a_right_by_itself_is_masked(address: str):
    secret = "Zk3-v_9q" * 4
    assert secret not in mask(f"Gone: {address.format(secret)}")
