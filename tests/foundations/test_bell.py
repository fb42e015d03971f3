"""A dead or silent broker costs a request a moment, never its answer."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from django.conf import settings
from kombu.exceptions import OperationalError

from portal.celery import app

PATIENCE = 6.0  # seconds a request may lose


@pytest.fixture
def deaf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A broker that accepts connections and never says a word."""
    path = Path(f"/tmp/portal-deaf-{time.monotonic_ns()}.sock")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen(50)
        yield path
    path.unlink()


def bell(url: str) -> Celery:
    """The portal's own settings, at another broker."""
    other = Celery("other", set_as_current=False)
    other.config_from_object("django.conf:settings", namespace="CELERY")
    other.conf.broker_url = url
    return other


def ring(url: str) -> float:
    begun = time.monotonic()
    with pytest.raises(OperationalError), bell(url) as ringing:
        ringing.send_task("casework.sweep")
    return time.monotonic() - begun


def test_a_missing_broker_is_noticed_at_once():
    assert ring("redis+socket:///tmp/portal-nobody-listens-here.sock") < PATIENCE


def test_a_silent_broker_is_given_up_soon(deaf: Path):
    assert ring(f"redis+socket://{deaf}") < PATIENCE


def test_a_bell_that_is_heard_stands_in_the_queue():
    with app.connection_for_write() as broker:
        queue = broker.SimpleQueue(settings.CELERY_TASK_DEFAULT_QUEUE)
        queue.clear()
        app.send_task("casework.sweep")
        assert queue.get(timeout=5).headers["task"] == "casework.sweep"
        queue.close()


def test_every_scheduled_task_exists():
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert scheduled <= set(app.tasks)


def test_nobody_can_ask_celery_about_a_case():
    assert app.conf.result_backend is None
    assert app.conf.task_ignore_result
