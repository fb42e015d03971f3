"""Which commands bring the servers up; a copy of the checkout shows it from outside."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.local.needs import needs_servers, needs_tables
from portal.local.places import CHECKOUT, Home
from portal.local.ports import first_free, free
from tests.local.living import gone, processes, until

PARTS = ("applicants", "bundles", "departments", "locale", "portal", "static", "templates")
SPEAKS_OF_SERVERS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEYS", "LOOKUP_KEYS")


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Path]:
    """A second checkout, in a folder with a space in its name, where nothing is configured."""
    folder = tmp_path / "a copy"
    for part in filter(lambda part: (CHECKOUT / part).is_dir(), PARTS):
        shutil.copytree(CHECKOUT / part, folder / part)
    shutil.copy(CHECKOUT / "manage.py", folder)
    yield folder
    shutil.rmtree(Home(folder / ".local").sockets, ignore_errors=True)


def manage(checkout: Path, *words: str) -> "subprocess.Popen[str]":
    quiet = {name: word for name, word in os.environ.items() if name not in SPEAKS_OF_SERVERS}
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=checkout,
        env=quiet,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["--help"],
        ["migrate", "--help"],
        ["makemigrations", "--check"],
        ["help", "migrate"],
        ["local"],
        [],
    ],
)
def test_these_start_nothing(words: list[str]):
    assert not needs_servers(["manage.py", *words])


@pytest.mark.parametrize(
    "words", [["migrate"], ["serve"], ["demo", "--once"], ["check", "--database", "default"]]
)
def test_these_need_servers_and_see_to_their_tables(words: list[str]):
    assert needs_servers(["manage.py", *words])
    assert not needs_tables(["manage.py", *words])


@pytest.mark.parametrize("words", [["check"], ["--help"], ["makemigrations", "--dry-run"]])
def test_a_command_that_needs_no_server_leaves_no_trace_of_one(checkout: Path, words: list[str]):
    told, _ = (running := manage(checkout, *words)).communicate(timeout=60)
    assert running.returncode == 0, told
    assert not (checkout / ".local" / "keeper.lock").exists()
    assert "Warning" not in told


def test_a_command_brings_its_own_servers_and_takes_them_away(checkout: Path):
    told, _ = (running := manage(checkout, "showmigrations", "contenttypes")).communicate(
        timeout=90
    )
    assert running.returncode == 0, told
    assert "[ ] 0001_initial" in told
    assert not processes(Home(checkout / ".local"))


def test_two_first_commands_find_the_tables_they_need(checkout: Path):
    both = [manage(checkout, name) for name in ("lint_bundles", "verify_ledger")]
    for running, word in zip(both, ("没有发现问题", "0 件"), strict=True):
        told, _ = running.communicate(timeout=180)
        assert running.returncode == 0, told
        assert word in told


def test_a_table_that_is_missing_is_a_sentence_and_not_a_traceback(checkout: Path):
    drop = (
        "from django.db import connection; "
        "connection.cursor().execute('DROP TABLE casework_submission CASCADE')"
    )
    told, _ = (running := manage(checkout, "shell", "-v", "0", "-c", drop)).communicate(timeout=120)
    assert running.returncode == 0, told
    told, _ = (running := manage(checkout, "verify_ledger")).communicate(timeout=90)
    assert running.returncode == 1
    assert "casework_submission" in told
    assert "Run: manage.py migrate" in told
    assert "Traceback" not in told


def test_serve_brings_up_everything_and_ctrl_c_ends_it(checkout: Path):
    port = first_free("127.0.0.1", 18200)
    serving = manage(checkout, "serve", "--no-prepare", "--port", str(port))
    try:
        assert until(lambda: status(port) == 200, within=120), "ready: database, broker and worker"
        os.killpg(serving.pid, signal.SIGINT)
        told, _ = serving.communicate(timeout=40)
    finally:
        serving.kill()
    assert serving.returncode == 0, told
    assert gone(Home(checkout / ".local"))
    assert free("127.0.0.1", port)


def test_nothing_of_serve_outlives_a_kill(checkout: Path):
    port = first_free("127.0.0.1", 18300)
    serving = manage(checkout, "serve", "--no-prepare", "--port", str(port))
    assert until(lambda: status(port) in (200, 503), within=120)
    serving.kill()
    serving.communicate()
    assert gone(Home(checkout / ".local"))
    assert until(lambda: free("127.0.0.1", port))


def status(port: int) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


def test_a_busy_port_is_named_with_a_way_out(checkout: Path, tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        serving = manage(checkout, "serve", "--no-prepare", "--port", str(port))
        told, _ = serving.communicate(timeout=60)
    assert serving.returncode == 1
    assert f"Port {port} is in use" in told
    assert "Traceback" not in told


def test_nonsense_in_the_environment_is_a_sentence_and_not_a_traceback(checkout: Path):
    refused = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=checkout,
        env=os.environ | {"DATABASE_URL": "sqlite:///db"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 1
    assert "DATABASE_URL: only PostgreSQL is supported" in refused.stderr
    assert "Traceback" not in refused.stderr
