"""Every test run has real servers of its own, apart from the checkout's data.

With ``DATABASE_URL`` or ``REDIS_URL`` set, that one is used instead. The process that starts the
run holds the servers; the workers of a parallel run find the addresses in the environment, and
each takes a broker database and a vault of its own. This happens while the file is loaded, before
Django reads its settings: that is why ``DJANGO_SETTINGS_MODULE`` is set here and not in
pyproject.toml.
"""

import os
import signal
import tempfile
from collections.abc import Iterator
from functools import cache
from typing import Any

import django
import hypothesis
import pytest

from portal import translations
from portal.env import environment
from portal.local.instance import Holder, hold
from portal.local.keys import Keys
from portal.local.locks import Lock
from portal.local.places import TEST_HOME

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
vault = tempfile.TemporaryDirectory(prefix="portal-vault-")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a run in the background of a script: what it starts shall hear Ctrl-C all the same
    signal.signal(signal.SIGINT, signal.default_int_handler)


hypothesis.settings.register_profile("unhurried", deadline=None)
if (
    "CI" not in os.environ
):  # where Hypothesis takes a profile of its own, without a deadline as well
    hypothesis.settings.load_profile("unhurried")


def surround() -> Holder | None:
    """Fill the environment that the settings read; returns what has to be let go of at the end."""
    keys = Keys.new()
    os.environ.setdefault("SECRET_KEY", keys.secret_key)
    os.environ.setdefault("FIELD_KEYS", ",".join(keys.field_keys))
    os.environ.setdefault("LOOKUP_KEYS", ",".join(keys.lookup_keys))
    os.environ["VAULT_DIR"] = vault.name
    holder = None
    if not WORKER and environment().needs_local_servers:
        holder = hold(TEST_HOME)
        os.environ.setdefault("DATABASE_URL", f"{TEST_HOME.database_url}{second_run()}")
        os.environ.setdefault("REDIS_URL", TEST_HOME.redis_url)
    if WORKER and os.environ["REDIS_URL"] == TEST_HOME.redis_url:
        os.environ["REDIS_URL"] += f"?db={int(WORKER.removeprefix('gw')) + 1}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    return holder


def second_run() -> str:
    """Ends the database's name, so that two runs in one checkout do not meet in one database."""
    lock = Lock(TEST_HOME.root / "run.lock")  # held, unlike its variable, until this process ends
    return "" if lock.own(wait=0) else f"_{os.getpid()}"


holder = surround()
if not WORKER:
    translations.compile_stale()
django.setup()
# inherited by the workers, it would have pytest-django read the settings before this file is loaded
del os.environ["DJANGO_SETTINGS_MODULE"]

from django.utils import translation  # noqa: E402
from pytest_django.plugin import DjangoDbBlocker  # noqa: E402

from bundles.casework.models import Lookup, LookupOutcome  # noqa: E402
from bundles.catalogue import lint  # noqa: E402
from bundles.catalogue.definition import Version  # noqa: E402
from bundles.catalogue.findings import Finding  # noqa: E402
from departments import documents  # noqa: E402
from tests.cases import load_library  # noqa: E402 — the models are ready only now


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    vault.cleanup()
    if holder is not None:
        holder.release()


@pytest.fixture(scope="session", autouse=True)
def _read_and_proved_once() -> Iterator[None]:
    """A file is parsed, and a version to be published proved, once in a run: nobody changes either.

    Both follow from their texts alone; the linter's own tests call it themselves.
    """
    proved: dict[str, tuple[Finding, ...]] = {}

    def once(version: Version) -> tuple[Finding, ...]:
        text = f"{translation.get_language()} {version.model_dump_json()}"
        if text not in proved:
            proved[text] = lint.inspect(version)
        return proved[text]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("departments.documents._parsed", cache(documents._parsed))
        patch.setattr("bundles.catalogue.publishing.inspect", once)
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: "DjangoDbBlocker", _read_and_proved_once: None
) -> None:
    """Every test database begins with the departments in it, and six-in-one published."""
    with django_db_blocker.unblock():
        load_library()


@pytest.fixture
def library(db: None) -> None:
    """The library, also for a test that comes after one which emptied the database."""
    load_library()


@pytest.fixture(autouse=True)
def _chinese_first() -> None:
    """A request leaves its language behind in the thread; no test begins in an earlier one's."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _registers_find_everything(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch):
    """A form that shares papers is not held up: every register has said yes before anybody looks.

    Tests that ask registers (``tests/registers``) carry the mark ``registers``.
    """
    if request.node.get_closest_marker("registers") is None:
        monkeypatch.setattr("bundles.casework.services.look_up._ask", _found)


def _found(case: Any, want: Any) -> bool:
    Lookup.objects.create(
        submission=case.submission,
        material_key=want.material_key,
        register=want.register,
        subject=want.subject or "",
        items=list(want.items),
        asked_by=case.by.as_json(),
        asked_at=case.at,
        outcome=LookupOutcome.FOUND,
    )
    return False
