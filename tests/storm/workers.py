"""Real workers on the test's database and broker, to be killed in mid-work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parent.parent.parent


class Workers:
    """Two worker processes; ``kill_one`` ends one without warning and starts another."""

    def __init__(self, log: Path) -> None:
        self.log = log.open("ab")
        self.running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        for _worker in range(2):
            self.start()
        return self

    def start(self) -> None:
        address = urlsplit(os.environ["DATABASE_URL"])
        database = "/" + quote(connection.settings_dict["NAME"])
        environment = os.environ | {
            "DATABASE_URL": urlunsplit(address._replace(path=database)),
            "REDIS_URL": settings.REDIS_URL,
        }
        command = [sys.executable, "-m", "celery", "--quiet", "-A", "portal", "worker"]
        self.running.append(
            subprocess.Popen(
                [*command, "--pool", "solo", "--without-mingle", "--without-gossip"],
                cwd=ROOT,
                env=environment,
                stdout=self.log,
                stderr=self.log,
                start_new_session=True,
            )
        )

    def kill_one(self) -> None:
        victim = self.running.pop(0)
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait()
        self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self.running:
            os.killpg(worker.pid, signal.SIGKILL)
        for worker in self.running:
            worker.wait()
        self.log.close()
