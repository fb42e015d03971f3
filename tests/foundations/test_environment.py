"""What the environment may say, and what is refused."""

import json
import os
import subprocess
import sys

import pytest

from portal.env import EnvironmentRefused, environment
from portal.local.keys import Keys
from portal.local.places import CHECKOUT

KEYS = Keys("s" * 50, ["Zm9yLXRlc3RzLW9ubHktbmV2ZXItYS1yZWFsLWtleS4="], ["l" * 43])
PRODUCTION = {
    "PORTAL_ENV": "production",
    "SECRET_KEY": KEYS.secret_key,
    "FIELD_KEYS": ",".join(KEYS.field_keys),
    "LOOKUP_KEYS": ",".join(KEYS.lookup_keys),
    "ALLOWED_HOSTS": "zwfw.example.cn",
    "DATABASE_URL": "postgresql://portal:pw@db:5432/portal",
    "REDIS_URL": "redis://bell:6379/0",
    "CLAMD_ADDRESS": "clamav:3310",
    "SIGNATURE_SERVICE": "town.seals.Service",
    "REGISTERS": "real_estate=https://titles.example.cn/ask",
}

SAFE = (
    "DEBUG",
    "ALLOWED_HOSTS",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "CELERY_BROKER_URL",
)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch):
    for name in (*PRODUCTION, "SIMULATED", "DEBUG", "SITE_URL", "LOG_LEVEL", "DOCUMENT_MAX_BYTES"):
        monkeypatch.delenv(name, raising=False)


def given(monkeypatch: pytest.MonkeyPatch, **words: str) -> None:
    for name, word in words.items():
        monkeypatch.setenv(name, word)


def refusal() -> str:
    with pytest.raises(EnvironmentRefused) as refused:
        environment()
    return str(refused.value)


def test_nothing_configured_is_development_with_local_servers():
    found = environment()
    assert not found.production
    assert found.needs_local_servers
    assert found.keys is None


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch):
    given(monkeypatch, DATABASE_URL="", SECRET_KEY="", PORTAL_ENV="")
    assert environment().needs_local_servers


def test_a_complete_production_starts(monkeypatch: pytest.MonkeyPatch):
    given(monkeypatch, **PRODUCTION)
    found = environment()
    assert found.production
    assert not found.needs_local_servers
    assert found.keys == KEYS


@pytest.mark.parametrize("name", [name for name in PRODUCTION if name != "PORTAL_ENV"])
def test_production_without_one_of_its_values_says_which_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, name: str
):
    given(monkeypatch, **(PRODUCTION | {name: ""}))
    assert f"{name} is not set; set it to" in refusal()


def test_everything_that_is_missing_is_said_at_once(monkeypatch: pytest.MonkeyPatch):
    given(monkeypatch, PORTAL_ENV="production")
    said = refusal()
    assert all(f"{name} is not set" in said for name in PRODUCTION if name != "PORTAL_ENV")


def test_production_leaves_to_a_simulator_only_what_it_names(monkeypatch: pytest.MonkeyPatch):
    trying = PRODUCTION | {"CLAMD_ADDRESS": "", "SIGNATURE_SERVICE": "", "REGISTERS": ""}
    given(monkeypatch, **trying, SIMULATED="scanner")
    said = refusal()
    assert "REGISTERS is not set" in said
    assert "SIGNATURE_SERVICE is not set" in said
    assert "a simulator vouches for signatures" in said
    assert "CLAMD_ADDRESS" not in said
    given(monkeypatch, SIMULATED="scanner, signatures, registers")
    assert environment().production


def test_signatures_are_asked_of_the_service_that_is_named():
    named = start_settings(PRODUCTION, "SIGNATURE_SERVICE", "DOCUMENT_SCANNER")
    assert json.loads(named.stdout) == {
        "SIGNATURE_SERVICE": {"BACKEND": "town.seals.Service"},
        "DOCUMENT_SCANNER": "portal.scanning.clamd.ClamdScanner",
    }


@pytest.mark.parametrize(
    ("name", "word", "said"),
    [
        ("DEBUG", "true", "DEBUG is on"),
        ("SECRET_KEY", "short", "SECRET_KEY is shorter than 32 characters"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS admits every name"),
        ("LOOKUP_KEYS", KEYS.field_keys[0], "FIELD_KEYS and LOOKUP_KEYS share a key"),
    ],
)
def test_an_unsafe_production_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, word: str, said: str
):
    given(monkeypatch, **(PRODUCTION | {name: word}))
    assert said in refusal()


@pytest.mark.parametrize(
    ("name", "word", "said"),
    [
        ("PORTAL_ENV", "prod", "PORTAL_ENV: Input should be 'development' or 'production'"),
        ("DEBUG", "maybe", "DEBUG: Input should be a valid boolean"),
        ("DATABASE_URL", "sqlite:///db", "DATABASE_URL: only PostgreSQL is supported"),
        ("DATABASE_URL", "mysql://db/portal", "DATABASE_URL: only PostgreSQL is supported"),
        ("REDIS_URL", "amqp://bell", "REDIS_URL: not an address of Redis"),
        ("SITE_URL", "zwfw.example.cn", "SITE_URL: set it to an address"),
        ("FIELD_KEYS", "not-a-key", "FIELD_KEYS: key 1 is not a Fernet key"),
        ("SIMULATED", "payments", "SIMULATED: may only name scanner, signatures, registers"),
        ("REGISTERS", "titles.example.cn", "REGISTERS: set it to the registers"),
        ("REGISTER_KEYS", "real_estate", "REGISTER_KEYS: set it to the key of each register"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL: Input should be"),
        ("DOCUMENT_MAX_BYTES", "-1", "DOCUMENT_MAX_BYTES: Input should be greater than 0"),
    ],
)
def test_nonsense_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, word: str, said: str
):
    given(monkeypatch, **{name: word})
    assert said in refusal()


def test_half_of_the_secrets_are_refused(monkeypatch: pytest.MonkeyPatch):
    given(monkeypatch, SECRET_KEY=KEYS.secret_key)
    assert "FIELD_KEYS is not set, but others are" in refusal()


def test_a_refusal_never_repeats_a_secret(monkeypatch: pytest.MonkeyPatch):
    given(monkeypatch, **(PRODUCTION | {"FIELD_KEYS": "hunter2-hunter2", "DEBUG": "1"}))
    assert "hunter2" not in refusal()


def test_several_keys_are_kept_in_order(monkeypatch: pytest.MonkeyPatch):
    newer, older = Keys.new().field_keys[0], KEYS.field_keys[0]
    given(monkeypatch, **(PRODUCTION | {"FIELD_KEYS": f"{newer}, {older}"}))
    assert environment().keys.field_keys == [newer, older]


def test_production_refuses_to_start_in_a_sentence():
    refused = start_settings({"PORTAL_ENV": "production"})
    assert refused.returncode == 1
    assert "SECRET_KEY is not set" in refused.stderr


def test_production_settings_are_safe():
    started = start_settings(PRODUCTION, *SAFE)
    assert started.returncode == 0, started.stderr
    assert json.loads(started.stdout) == {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["zwfw.example.cn"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "CELERY_BROKER_URL": "redis://bell:6379/0",
    }


def start_settings(words: dict[str, str], *names: str) -> "subprocess.CompletedProcess[str]":
    """Read the settings in a process of their own; prints those asked for, as JSON."""
    script = (
        "import json\nfrom portal import settings\n"
        f"print(json.dumps({{name: getattr(settings, name) for name in {names!r}}}))"
    )
    kept = {name: word for name, word in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=CHECKOUT,
        env=kept | words,
        capture_output=True,
        text=True,
        check=False,
    )
