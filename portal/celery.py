"""The doorbell: Celery carries ids, the database says what is to be done."""

import os
import time
from typing import Any

from celery import Celery
from celery.signals import celeryd_init, heartbeat_sent, setup_logging, task_prerun, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
app = Celery("portal", set_as_current=True)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

HEARD = (
    "portal:worker-heard"  # cache key; its value is the Unix time of the worker's last sign of life
)
HEARD_FOR = 120  # seconds


@setup_logging.connect
def keep_logging(**_: Any) -> None:
    """Leave logging as the settings have it; a receiver here keeps Celery from bringing its own."""


@celeryd_init.connect
def be_patient(conf: Any, **_: Any) -> None:
    """A worker waits for its broker, and blocks on it longer than a web request ever may."""
    conf.broker_transport_options = {
        "visibility_timeout": conf.broker_transport_options["visibility_timeout"]
    }


@worker_ready.connect
@heartbeat_sent.connect
def heard(**_: Any) -> None:
    """Leave a sign of life for ``/readyz``; a broker that is away right now is no error."""
    from django.core.cache import cache
    from redis.exceptions import RedisError

    try:
        cache.set(HEARD, time.time(), HEARD_FOR)
    except RedisError:
        return


@task_prerun.connect
def name_the_task(task: Any, task_id: str, **_: Any) -> None:
    """Every line a task logs says which task it was."""
    from portal.logging import begin

    begin(task=task.name, task_id=task_id)
