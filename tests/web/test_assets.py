"""Static files under lasting addresses, and what travels squeezed."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.test import Client

pytestmark = pytest.mark.django_db  # the end of a request looks after connections
CSS = (Path(settings.BASE_DIR) / "static" / "portal.css").read_bytes()


def asked(client: Client, address: str, **headers: str) -> tuple[HttpResponseBase, bytes]:
    """An answer and its bytes; a file that was sent is closed, as the server does."""
    answer = client.get(address, headers={name.replace("_", "-"): v for name, v in headers.items()})
    body = b"".join(answer) if answer.streaming else answer.content
    answer.close()
    return answer, body


def test_a_static_file_is_squeezed_and_kept_for_a_year(client: Client) -> None:
    answer, body = asked(client, static("portal.css"), accept_encoding="gzip")
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == CSS
    assert "immutable" in answer["Cache-Control"]
    assert answer["Vary"] == "Accept-Encoding"


def test_asking_for_the_head_first_spoils_nothing(client: Client) -> None:
    client.head("/static/drafts.js", headers={"accept-encoding": "gzip"}).close()
    _answer, body = asked(client, "/static/drafts.js", accept_encoding="gzip")
    assert len(gzip.decompress(body)) > 1000


def test_whoever_cannot_unsqueeze_gets_it_plain(client: Client) -> None:
    answer, body = asked(client, static("portal.css"))
    assert "Content-Encoding" not in answer.headers
    assert body == CSS


@pytest.mark.parametrize("query", ["", "?v=0000000000", "?v="])
def test_an_address_with_another_hash_is_not_kept(client: Client, query: str) -> None:
    answer, _body = asked(client, f"/static/portal.css{query}")
    assert "immutable" not in answer["Cache-Control"]


def test_the_address_of_what_is_missing_has_no_hash() -> None:
    assert static("nothing.css") == "/static/nothing.css"


def test_a_part_of_a_file_is_not_squeezed(client: Client) -> None:
    answer, body = asked(client, static("portal.css"), accept_encoding="gzip", range="bytes=0-9")
    assert (answer.status_code, body) == (206, CSS[:10])


def test_pages_are_squeezed_and_pictures_are_not(client: Client, library: None) -> None:
    page, _body = asked(client, "/verify/", accept_encoding="gzip")
    assert page["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page["Vary"]
    icon, _body = asked(client, static("icons/192.png"), accept_encoding="gzip")
    assert "Content-Encoding" not in icon.headers


@pytest.mark.parametrize("address", ["/static/?v=1", "/static/icons?v=1", "/static/x.css?v=1"])
def test_what_is_no_file_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
