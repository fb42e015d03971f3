"""People who use an instance in these tests: processes that hold it until told otherwise."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg2

from portal.local.places import CHECKOUT, Home

HOLDING = """
import sys
from pathlib import Path
from portal.local.exceptions import LocalError
from portal.local.instance import hold
from portal.local.places import Home
try:
    with hold(Home(Path(sys.argv[1]))):
        print("up", flush=True)
        sys.stdin.read()
except LocalError as error:
    print(error.code, error, flush=True)
except KeyboardInterrupt:
    sys.exit(130)
"""


class Person:
    """One terminal that holds an instance."""

    def __init__(self, home: Home, **options: object) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDING, str(home.root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=CHECKOUT,
            env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
            start_new_session=True,
            **options,
        )

    def says(self) -> str:
        return self.process.stdout.readline().strip()

    def leaves(self) -> int:
        """Goes home politely and waits until that is done."""
        self.process.communicate(timeout=30)
        return self.process.returncode

    def gets(self, signal_: signal.Signals) -> int:
        """Is hit by a signal, as is everything in its terminal."""
        os.killpg(self.process.pid, signal_)
        return self.leaves()


def processes(home: Home) -> dict[int, str]:
    """Every living process of an instance, by its command line; holders are not among them."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if (str(home.root) in line or home.name in line) and " -c " not in line:
                found[int(folder.name)] = line
    return found


def named(home: Home, word: str) -> list[int]:
    """The main processes with this word in their command line.

    A child wears its parent's until it has set its own.
    """
    found = [pid for pid, line in processes(home).items() if word in line and ": " not in line]
    return [pid for pid in found if parent(pid) not in found]


def parent(pid: int) -> int:
    """Zero for a process that has just ended."""
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def until(truth: Callable[[], bool], *, within: float = 15) -> bool:
    end = time.monotonic() + within
    while not truth():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def gone(home: Home) -> bool:
    return until(lambda: not processes(home))


def sql(home: Home, statement: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(home.database_url)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()
