"""An outside provider vouches: real OpenID Connect over HTTP, against the simulator."""

import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import jwt
import pytest
from bs4 import BeautifulSoup
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import RequestFactory
from django.urls import reverse

from applicants.models import IdentityLevel
from applicants.services import confirm, register_person
from portal.accounts import identity
from portal.accounts.conf import default_senders, identity_providers
from portal.accounts.identity import oidc
from portal.accounts.identity.vouching import Identity, remember
from portal.accounts.models import User
from portal.accounts.sessions import SessionStore
from portal.env import Environment
from tests.accounts.browser import Browser
from tests.accounts.people import PASSWORD, WANG, applicant_user

pytestmark = pytest.mark.django_db(transaction=True)
ACCOUNT = reverse("account_identity")
WANG_HERE = {"name": WANG["name"], "id_number": WANG["id_number"]}


@pytest.fixture
def wang(browser: Browser) -> User:
    user = applicant_user()
    page = browser.open(reverse("account_login"))
    answer = browser.send(page, login=user.username, password=PASSWORD)
    assert "账号或密码不对" not in answer.text
    return user


def at_the_provider(browser: Browser) -> httpx.Response:
    """From my account to the simulator's question who I am."""
    leaving = browser.send(browser.open(ACCOUNT), to=reverse("account_identity_start"))
    link = BeautifulSoup(leaving.text, "html.parser").select_one("meta[http-equiv=refresh]")
    assert link is not None, leaving.text
    page = browser.open(str(link["content"]).partition("url=")[2])
    assert "模拟" in page.text
    return page


def level(user: User) -> str:
    user.refresh_from_db()
    assert user.applicant is not None
    user.applicant.refresh_from_db()
    return user.applicant.level


def test_who_is_who_they_said_becomes_verified_by_pressing_one_more_button(
    browser: Browser, wang: User
) -> None:
    back = browser.send(at_the_provider(browser), pick="0")
    assert urlsplit(str(back.url)).path == ACCOUNT
    assert "一致" in back.text
    assert level(wang) == IdentityLevel.DECLARED  # nothing happens without the button
    done = browser.send(back)
    assert "实名认证完成" in done.text
    assert level(wang) == IdentityLevel.VERIFIED


def test_another_persons_answer_is_not_taken_and_said_in_words(
    browser: Browser, wang: User
) -> None:
    back = browser.send(at_the_provider(browser), pick="1")
    assert "不一致" in back.text
    assert "李敏" not in back.text
    browser.send(back, to=ACCOUNT)
    assert level(wang) == IdentityLevel.DECLARED


def test_a_number_confirmed_for_another_account_is_not_confirmed_twice(
    browser: Browser, wang: User
) -> None:
    confirm(register_person(**WANG).pk, level=IdentityLevel.SEEN)
    back = browser.send(at_the_provider(browser), **WANG_HERE)
    assert "另一账户" in browser.send(back).text
    assert level(wang) == IdentityLevel.DECLARED


def test_who_cancels_comes_back_to_a_page_that_says_so(browser: Browser, wang: User) -> None:
    back = browser.send(at_the_provider(browser), cancel="1")
    assert "您取消了身份认证" in back.text


def test_a_wrong_number_is_refused_at_the_provider(browser: Browser, wang: User) -> None:
    page = browser.send(at_the_provider(browser), name="王晓明", id_number="1")
    assert "身份证号码应为18位" in page.text


def test_an_answer_used_twice_or_made_up_changes_nothing(browser: Browser, wang: User) -> None:
    back = browser.send(at_the_provider(browser), pick="0")
    callback = next(
        str(step.url)
        for step in back.history
        if urlsplit(str(step.url)).path.endswith("/callback/")
    )
    assert "身份认证没有完成" in browser.open(callback).text
    made_up = reverse("openid_connect_callback", kwargs={"provider_id": "identity"})
    assert "身份认证没有完成" in browser.open(made_up + "?code=x&state=y").text
    assert level(wang) == IdentityLevel.DECLARED


def test_somebody_without_an_account_is_vouched_for_one_purpose_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As the page of a signatory does it."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    claims = {"name": "王晓明", "id_number": WANG["id_number"]}
    remember(request, Identity.from_claims(claims, purpose="sign:abc"))
    told = identity.vouched(request, purpose="sign:abc")
    assert told is not None
    assert told.is_person(name=" 王晓明", id_number=WANG["id_number"].lower())
    assert told.level == IdentityLevel.VERIFIED
    assert WANG["name"] not in repr(told)
    assert identity.vouched(request, purpose="sign:other") is None
    now = time.time()
    monkeypatch.setattr("portal.accounts.keeping.time.time", lambda: now + 11 * 60)
    assert identity.vouched(request, purpose="sign:abc") is None


def forged(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[..., str]:
    """The simulator's own signing, with other claims."""
    sign = jwt.encode

    def encode(claims: dict[str, Any], *args: Any, **more: Any) -> str:
        return sign(change(claims), *args, **more)

    return encode


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda claims: claims | {"nonce": "another"}, id="nonce"),
        pytest.param(lambda claims: claims | {"sub": "another"}, id="person"),
        pytest.param(lambda claims: claims | {"aud": "another"}, id="audience"),
        pytest.param(lambda claims: claims | {"iss": "https://another.example"}, id="issuer"),
        pytest.param(lambda claims: claims | {"exp": 1}, id="expired"),
    ],
)
def test_a_token_that_is_not_for_us_is_not_taken(
    browser: Browser,
    wang: User,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    page = at_the_provider(browser)
    monkeypatch.setattr("portal.simulators.identity.provider.jwt.encode", forged(change))
    back = browser.send(page, pick="0")
    assert "身份认证没有完成" in back.text


def test_a_token_signed_by_another_key_is_not_taken(
    browser: Browser, wang: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = at_the_provider(browser)
    monkeypatch.setattr(
        "portal.simulators.identity.provider.signing_key",
        lambda: ec.generate_private_key(ec.SECP256R1()),
    )
    assert "身份认证没有完成" in browser.send(page, pick="0").text


def test_more_people_than_may_wait_are_asked_to_come_again(
    browser: Browser, wang: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a process's four threads two may wait for the provider; the others answer."""
    monkeypatch.setattr(oidc, "_waiting", threading.BoundedSemaphore(1))
    with oidc._place():
        page = browser.send(browser.open(ACCOUNT), to=reverse("account_identity_start"))
    assert "请稍等几秒再试" in page.text


def test_production_has_no_simulator_and_no_provider_of_its_own() -> None:
    real = Environment.model_construct(portal_env="production", identity_url=None)
    assert identity_providers(real) == []
    assert default_senders(real) == []
