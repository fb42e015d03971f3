import contextlib
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.local.places import Home
from tests.local.living import Person, processes


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    yield from a_home(tmp_path / "home")


@pytest.fixture
def another_home(tmp_path: Path) -> Iterator[Home]:
    yield from a_home(tmp_path / "another")


def a_home(root: Path) -> Iterator[Home]:
    home = Home(root)
    yield home
    for pid in processes(home):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    shutil.rmtree(home.sockets, ignore_errors=True)


@pytest.fixture
def person() -> Iterator[type[Person]]:
    """Makes people; whoever is left at the end is shown out."""
    people: list[Person] = []

    class Guest(Person):
        def __init__(self, home: Home, **options: object) -> None:
            super().__init__(home, **options)
            people.append(self)

    yield Guest
    for one in people:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()
