"""One demonstration in a checkout of its own, played once for all tests of this folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.local.locks import Lock
from tests.demo.checkout import LONGEST_WAIT, Ran, alone, fresh_checkout, play


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Ran:
    """The run, its checkout still there. In a parallel run the first worker plays, others wait."""
    folder = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        folder = folder.parent  # the workers' own folders are beside each other
    lock, told = Lock(folder / "demo.lock"), folder / "demo.json"
    assert lock.own(wait=LONGEST_WAIT)
    try:
        if told.exists():
            return Ran.told(json.loads(told.read_text()))
        place = folder / "demo"
        place.mkdir()
        run = play(fresh_checkout(place))
        told.write_text(json.dumps(run.as_json()))
        return run
    finally:
        lock.close()


@pytest.fixture
def checkout(ran: Ran) -> Iterator[Path]:
    """The run's checkout to oneself: no other worker has anything running there meanwhile."""
    with alone(ran.checkout):
        yield ran.checkout
