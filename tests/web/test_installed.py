"""The manifest, the service worker and the page without a line, as the server hands them out."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image

from portal.accounts.models import User
from portal.form.stamp import version_of
from portal.web.device import account_mark, draft_key
from portal.web.icons import FOLDER, ICONS, Icon, drawn
from tests.accounts.people import applicant_user


def test_the_manifest_names_icons_that_are_there(client: Client, library: None) -> None:
    answer = client.get("/manifest.webmanifest")
    told = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert told["name"] == "政务服务一窗通办"
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in told["icons"]}
    assert [icon for icon in told["icons"] if icon.get("purpose") == "maskable"]
    for icon in told["icons"]:
        sent = client.get(icon["src"])
        picture = Image.open(io.BytesIO(b"".join(sent)))
        sent.close()
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
    for shortcut in told["shortcuts"]:
        assert client.get(shortcut["url"]).status_code in (200, 302)


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.name)
def test_the_icons_are_those_of_the_drawing(icon: Icon) -> None:
    kept, anew = (Image.open(io.BytesIO(one)) for one in (_kept(icon), drawn(icon)))
    assert (kept.size, kept.tobytes()) == (anew.size, anew.tobytes())


def _kept(icon: Icon) -> bytes:
    return (FOLDER / icon.name).read_bytes()


def test_every_page_brings_the_manifest_and_the_worker(client: Client, library: None) -> None:
    page = client.get("/").content.decode()
    assert 'rel="manifest" href="/manifest.webmanifest"' in page
    assert "pwa.js" in page
    policy = client.get("/")["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_the_worker_is_asked_for_anew_and_keeps_only_what_is_there(
    client: Client, library: None
) -> None:
    answer = client.get("/sw.js")
    assert answer["Cache-Control"] == "no-cache"
    script = answer.content.decode()
    assert re.search(r'"VERSION": "[0-9a-f]{12}"', script)
    listed = re.findall(r'"(/static/[^"]+|/offline/)"', script)
    assert len(listed) > 4
    for address in listed:
        sent = client.get(address)
        sent.close()
        assert sent.status_code == 200


def test_another_shell_is_another_version(
    client: Client, library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version() -> str:
        found = re.search(r'"VERSION": "(\w+)"', client.get("/sw.js").content.decode())
        assert found is not None
        return found[1]

    before = version()
    assert version() == before
    monkeypatch.setattr("portal.web.assets._versions", {"portal.css": (0, "changed")})
    css = Path(settings.BASE_DIR) / "static" / "portal.css"
    known = {"portal.css": (css.stat().st_mtime_ns, "0123456789")}
    monkeypatch.setattr("portal.web.assets._versions", known)
    assert version() != before


def test_the_page_without_a_line_is_nobodys(client: Client, library: None) -> None:
    client.force_login(applicant_user())
    page = client.get("/offline/").content.decode()
    assert "现在没有网络" in page
    assert "wangxiaoming" not in page
    assert "csrf" not in page


def test_every_page_tells_the_device_whose_it_is(client: Client, library: None) -> None:
    assert client.get("/verify/")["Account-Mark"] == "-"
    user = applicant_user()
    client.force_login(user)
    assert client.get("/verify/")["Account-Mark"] == account_mark(user)


def test_signing_out_clears_the_device_and_being_away_does_not(
    client: Client, library: None
) -> None:
    client.force_login(applicant_user())
    answer = client.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"storage"'
    client.force_login(User.objects.get())
    session = client.session
    session["last_seen"] = 1
    session.save()
    assert "Clear-Site-Data" not in client.get("/cases/")


def test_marks_and_keys_differ_between_people_and_say_nothing(library: None) -> None:
    wang = applicant_user()
    li = applicant_user("lina", name="李娜", id_number="152502198511220015", phone="13947954321")
    assert account_mark(wang) != account_mark(li)
    assert draft_key(wang) != draft_key(li)
    assert draft_key(wang) == draft_key(User.objects.get(pk=wang.pk))
    assert re.fullmatch("[0-9a-f]{16}", account_mark(wang))


def test_the_version_of_a_form_follows_its_content() -> None:
    assert version_of({"a": 1, "b": ["x"]}) == version_of({"b": ["x"], "a": 1})
    assert version_of({"a": 1}) != version_of({"a": 2})
    assert version_of(None) != version_of({})
