"""One address says where e-mail goes."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage, get_connection

from portal.env import EnvironmentRefused, environment
from portal.mail import mail_settings, sender_address

FOLDER = Path("/var/portal/mail")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail", {"EMAIL_HOST": "mail", "EMAIL_PORT": 25, "EMAIL_USE_TLS": False}),
        ("smtp+tls://u:p%40ss@mail", {"EMAIL_PORT": 587, "EMAIL_HOST_PASSWORD": "p@ss"}),
        ("smtps://mail:4650", {"EMAIL_PORT": 4650, "EMAIL_USE_SSL": True}),
        ("smtp://mail?timeout=3", {"EMAIL_TIMEOUT": 3}),
        ("file:///tmp/letters", {"EMAIL_FILE_PATH": "/tmp/letters"}),
        (None, {"EMAIL_FILE_PATH": "/var/portal/mail"}),
    ],
)
def test_an_address_becomes_settings(url: str | None, expected: dict[str, Any]) -> None:
    found = mail_settings(url, folder=FOLDER)
    assert {name: found[name] for name in expected} == expected


def test_a_password_is_asked_for_only_over_tls_when_it_says_so() -> None:
    assert mail_settings("smtp+tls://mail", folder=FOLDER)["EMAIL_USE_TLS"] is True


def test_anything_else_is_refused_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "https://mail.example.cn")
    with pytest.raises(EnvironmentRefused, match=r"EMAIL_URL: set it to a mail server"):
        environment()


def test_letters_come_from_the_portals_own_host() -> None:
    assert sender_address(None, "https://zwfw.example.cn") == "noreply@zwfw.example.cn"
    assert sender_address("window@example.cn", "https://x") == "window@example.cn"


def test_without_a_server_a_letter_is_a_file_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    post = get_connection("portal.mail_files.EmailBackend", file_path=str(folder))
    letter = EmailMessage("申请已受理", "您现在不用做什么。", to=["wang@example.cn"])
    assert post.send_messages([letter]) == 1
    (file,) = folder.glob("*.eml")
    assert file.stat().st_mode & 0o077 == 0
    assert b"wang@example.cn" in file.read_bytes()
