"""PostgreSQL 18 of one instance: first run, leftovers of a killed one, start and stop."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from portal.local import binaries
from portal.local.children import Way, give, start, way_for
from portal.local.exceptions import DidNotStart, NotOurs
from portal.local.places import Home
from portal.local.server import Server, tail

MAJOR = "18"
LEAVES_ALONE = 10.0  # seconds in which the processes of a killed instance may end by themselves
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    # statements carry people's data: the log names the error, never the row
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_line_prefix": "%m ",
    "timezone": "Asia/Shanghai",
}

CLUSTER = (
    "--username=portal",
    "--auth=trust",  # whoever can enter the socket folder
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",  # the same order on every machine
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def way(home: Home) -> Way:
    """How this machine's user can run PostgreSQL on this folder; makes the folders theirs.

    What an earlier server left behind may still be writing there: that has to end first.
    """
    outlive(home)
    chosen = way_for(home.postgres, binaries.postgres("postgres"))
    give(home.sockets, chosen)
    return chosen


def data_of(home: Home) -> Path:
    return home.postgres / MAJOR


def server(home: Home, way: Way) -> Server:
    options = [f"--{name}={value}" for name, value in settings(home).items()]
    return Server(
        name="PostgreSQL",
        command=[binaries.postgres("postgres"), "-D", data_of(home), *options],
        way=way,
        log=home.log / "postgres.log",
        socket=home.postgres_socket,
        death=signal.SIGINT,
        polite=((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0)),
        prepare=lambda: prepare(home, way),
        ready=lambda: answers(home),
    )


def settings(home: Home) -> dict[str, str]:
    own = {"unix_socket_directories": str(home.sockets), "cluster_name": home.name}
    return SETTINGS | ({"fsync": "on"} if home.durable else FORGETFUL) | own


def prepare(home: Home, way: Way) -> None:
    """First run or not, afterwards there is a complete data folder that nobody uses."""
    if not data_of(home).exists():
        create(home, way)
    outlive(home)
    for leftover in (
        data_of(home) / "postmaster.pid",
        home.postgres_socket,
        home.sockets / ".s.PGSQL.5432.lock",
    ):
        leftover.unlink(missing_ok=True)


def create(home: Home, way: Way) -> None:
    """Build the cluster beside its place and move it there whole: a kill leaves no half."""
    new = data_of(home).with_name("new")
    shutil.rmtree(new, ignore_errors=True)
    log = home.log / "initdb.log"
    initdb: list[str | Path] = [binaries.postgres("initdb"), "-D", new, *CLUSTER]
    run(initdb, way, log)
    single: list[str | Path] = [binaries.postgres("postgres"), "--single", "-D", new, "postgres"]
    run(single, way, log, says=b"CREATE DATABASE portal\n")
    new.rename(data_of(home))


def run(command: Sequence[str | Path], way: Way, log: Path, *, says: bytes = b"") -> None:
    with log.open("ab") as out:
        child = start(
            command,
            way=way,
            death=signal.SIGKILL,
            log=out,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            says=says,
        )
    if child.wait() != 0:
        raise DidNotStart(f"{Path(command[0]).name} failed: {tail(log)}")


def outlive(home: Home) -> None:
    """Wait for, and in the end kill, processes of an earlier server on this data.

    Two servers on one folder would destroy it, and PostgreSQL's own check trusts a process id,
    which may by now be somebody else's. The command lines are readable to everyone; data folder and
    cluster name stand in them.
    """
    begun = time.monotonic()
    while left := survivors(home):
        waited = time.monotonic() - begun
        if waited > LEAVES_ALONE:
            for pid in left:
                urge(pid, signal.SIGQUIT if waited < LEAVES_ALONE * 2 else signal.SIGKILL)
        time.sleep(0.05)


def urge(pid: int, by: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        try:
            os.kill(pid, by)
        except PermissionError:
            raise NotOurs(
                f"Process {pid} of another user still serves this data. End it first."
            ) from None


def survivors(home: Home) -> list[int]:
    marks = (f"\0-D\0{data_of(home)}\0".encode(), f"postgres: {home.name}: ".encode())
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if b"postgres" in line and any(mark in line for mark in marks):
                found.append(int(folder.name))
    return found


def answers(home: Home) -> bool:
    """Whether it takes queries; it listens before it does, while it recovers."""
    ran = subprocess.run(
        [binaries.postgres("pg_isready"), "-q", "-h", home.sockets, "-t", "2"],
        check=False,
        capture_output=True,
    )
    return ran.returncode == 0
