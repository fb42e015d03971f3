"""What concerns every page: language, letter size, broken requests, plain error pages."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_language_is_switched_by_a_button_and_stays(client: Client) -> None:
    answer = client.post("/preferences/language/", {"language": "en", "next": "/privacy/"})
    assert answer["Location"] == "/privacy/"
    assert '<html lang="en"' in client.get("/privacy/").content.decode()


@pytest.mark.parametrize("language", ["fr", "", "\0", "en; drop"])
def test_an_unknown_language_changes_nothing(client: Client, language: str) -> None:
    client.post("/preferences/language/", {"language": language})
    assert '<html lang="zh-Hans"' in client.get("/privacy/").content.decode()


def test_large_letters_stay(client: Client) -> None:
    client.post("/preferences/size/", {"size": "large", "next": "/privacy/"})
    assert 'data-size="large"' in client.get("/privacy/").content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:x", "\0"])
def test_the_buttons_lead_nowhere_else(client: Client, back: str) -> None:
    answer = client.post("/preferences/size/", {"size": "large", "next": back})
    assert answer["Location"] == "/"


def test_the_buttons_need_a_post(client: Client) -> None:
    assert client.get("/preferences/size/").status_code == 405
    assert client.get("/preferences/language/").status_code == 405


@pytest.mark.parametrize("address", ["/preferences/size/", "/verify/"])
def test_an_address_of_a_button_says_the_way_back(client: Client, address: str) -> None:
    answer = client.delete(address)
    if address == "/preferences/size/":
        answer = client.get(address)
    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert "返回上一页" in answer.content.decode()
    english = client.put(address, headers={"accept-language": "en"}).content.decode()
    assert "go back" in english.lower()
    assert "返回" not in english.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("address", ["/?division=%00", "/progress/?number=%00", "/verify/?x%00=1"])
def test_a_null_character_in_an_address_is_told(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "U+0000" in answer.content.decode()


@pytest.mark.parametrize("fields", [{f"f{n}": "1" for n in range(2100)}, {"size": "x" * 2_200_000}])
def test_too_much_at_once_is_told(client: Client, fields: dict[str, str]) -> None:
    body = urlencode(fields)
    answer = client.post("/preferences/size/", body, "application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "减少后重新提交" in answer.content.decode()


def test_a_page_that_is_not_there_says_what_to_do(client: Client, settings: Any) -> None:
    settings.DEBUG = False
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到这个页面" in answer.content.decode()


def test_a_failure_of_ours_is_told_without_its_insides(
    client: Client, settings: Any, monkeypatch: Any
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError("secret insides")

    monkeypatch.setattr("bundles.catalogue.versions.offered", broken)
    client.raise_request_exception = False
    answer = client.get("/")
    assert answer.status_code == 500
    assert "这不是您的错" in answer.content.decode()
    assert "secret insides" not in answer.content.decode()


def test_a_body_that_is_no_form_is_refused_politely(client: Client) -> None:
    answer = client.post(
        "/verify/", b"--x\r\nnonsense", content_type="multipart/form-data; boundary="
    )
    assert answer.status_code == 400


def test_every_page_can_be_skipped_to_its_text(client: Client) -> None:
    page = client.get("/privacy/").content.decode()
    assert page.index('href="#main"') < page.index("<header")
    assert 'id="main"' in page


def test_nothing_is_loaded_from_outside_and_nothing_runs_inline(client: Client) -> None:
    for address in ("/privacy/", "/accounts/login/", "/accounts/signup/", "/verify/"):
        page = client.get(address).content.decode()
        for sign in ("http://", "https://", "<script>", " onclick=", " style=", "<style"):
            assert sign not in page, (address, sign)
