"""What a supervisor is told."""

import time

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from portal.celery import HEARD

DEAD_CACHE = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "unix:///tmp/portal-nobody-listens-here.sock",
    }
}


@pytest.fixture(autouse=True)
def silence():
    cache.delete(HEARD)


def test_a_live_process_says_so_without_asking_anybody(client: Client):
    with override_settings(CACHES=DEAD_CACHE):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_when_database_broker_and_worker_answer(client: Client):
    cache.set(HEARD, time.time(), 60)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"] == {"database": "ok", "broker": "ok", "worker": "ok"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("heard", "said"), [(None, "not heard from"), (90, "not heard from for 90 s")]
)
def test_not_ready_without_a_worker(
    client: Client, monkeypatch: pytest.MonkeyPatch, heard: int | None, said: str
):
    now = time.time()
    monkeypatch.setattr("portal.health.time.time", lambda: now)
    if heard is not None:
        cache.set(HEARD, now - heard, 60)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["worker"] == said


@pytest.mark.django_db
def test_not_ready_without_a_broker_and_no_address_is_shown(client: Client):
    with override_settings(CACHES=DEAD_CACHE):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["broker"] == "does not answer"
    assert "/tmp" not in answer.content.decode()


def test_nothing_is_changed_by_asking(client: Client):
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405


@pytest.mark.django_db
def test_answers_are_not_kept_by_proxies(client: Client):
    assert "no-store" in client.get("/readyz")["Cache-Control"]
