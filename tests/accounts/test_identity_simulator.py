"""The simulated provider itself, as any client would speak to it."""

import base64
import hashlib
import json
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest

from tests.accounts.browser import Browser
from tests.accounts.people import WANG

pytestmark = pytest.mark.django_db(transaction=True)
WANG_HERE = {"name": WANG["name"], "id_number": WANG["id_number"]}


def begin(browser: Browser, **changed: str) -> httpx.Response:
    config = browser.open("/simulators/identity/.well-known/openid-configuration").json()
    verifier = "v" * 64
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
    asked = {
        "response_type": "code",
        "client_id": "portal",
        "redirect_uri": str(browser.client.base_url).rstrip("/")
        + "/accounts/oidc/identity/callback/",
        "scope": "openid profile id_number",
        "state": "s",
        "nonce": "n",
        "code_challenge": challenge.decode().rstrip("="),
        "code_challenge_method": "S256",
    } | changed
    return browser.client.get(
        config["authorization_endpoint"],
        params={key: value for key, value in asked.items() if value},
        follow_redirects=False,
    )


def code_from(browser: Browser) -> str:
    browser.client.follow_redirects = False
    answer = browser.send(begin(browser), pick="0")
    found = parse_qs(urlsplit(answer.headers["location"]).query)
    assert found["state"] == ["s"]
    return found["code"][0]


def trade(browser: Browser, code: str, **changed: str) -> httpx.Response:
    data = {
        "grant_type": "authorization_code",
        "client_id": "portal",
        "client_secret": "known-to-everybody",
        "redirect_uri": str(browser.client.base_url).rstrip("/")
        + "/accounts/oidc/identity/callback/",
        "code": code,
        "code_verifier": "v" * 64,
    } | changed
    return browser.client.post("/simulators/identity/token", data=data)


def test_the_simulator_speaks_openid_connect(browser: Browser) -> None:
    answer = trade(browser, code_from(browser))
    assert answer.status_code == 200, answer.text
    token = answer.json()
    keys = browser.open("/simulators/identity/keys").json()
    key = jwt.PyJWK(keys["keys"][0])
    claims = jwt.decode(token["id_token"], key, algorithms=["ES256"], audience="portal")
    assert claims["nonce"] == "n"
    assert "id_number" not in json.dumps(claims)
    info = browser.client.get(
        "/simulators/identity/userinfo",
        headers={"Authorization": f"Bearer {token['access_token']}"},
    ).json()
    assert info == {"sub": claims["sub"], **WANG_HERE}


def test_a_code_is_good_once(browser: Browser) -> None:
    code = code_from(browser)
    assert trade(browser, code).status_code == 200
    assert trade(browser, code).status_code == 400


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "w" * 64},
        {"code_verifier": ""},
        {"client_secret": "guessed"},
        {"client_id": "another"},
        {"redirect_uri": "https://evil.example/"},
        {"grant_type": "password"},
        {"code": "made-up"},
    ],
)
def test_the_code_alone_is_worth_nothing(browser: Browser, changed: dict[str, str]) -> None:
    code = code_from(browser)
    assert trade(browser, changed.pop("code", code), **changed).status_code in (400, 401)


@pytest.mark.parametrize(
    "changed", [{"client_id": "another"}, {"redirect_uri": "https://evil.example/"}]
)
def test_a_stranger_is_sent_nowhere(browser: Browser, changed: dict[str, str]) -> None:
    answer = begin(browser, **changed)
    assert answer.status_code == 400
    assert "location" not in answer.headers


def test_without_pkce_there_is_no_code(browser: Browser) -> None:
    answer = begin(browser, code_challenge="", code_challenge_method="")
    assert "error=invalid_request" in answer.headers["location"]


def test_userinfo_wants_a_token(browser: Browser) -> None:
    assert browser.open("/simulators/identity/userinfo").status_code == 401
