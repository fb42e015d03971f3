"""One server as a child process: start, wait until it answers, stop politely and then less so."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from portal.local.children import Way, start
from portal.local.exceptions import DidNotStart

READY_WITHIN = 60.0  # seconds; recovery after a kill is included
LARGEST_LOG = 10 * 1024 * 1024


@dataclass
class Server:
    """How one server is run.

    ``ready`` says whether it answers; ``prepare`` runs before each start and clears what a killed
    one left.
    """

    name: str
    command: list[str | Path]
    way: Way
    log: Path
    socket: Path
    death: signal.Signals
    polite: tuple[tuple[signal.Signals, float], ...]
    prepare: Callable[[], None]
    ready: Callable[[], bool]
    process: "subprocess.Popen[bytes] | None" = field(default=None)

    def start(self) -> None:
        self.prepare()
        turn(self.log)
        with self.log.open("ab") as log:
            self.process = start(
                self.command,
                way=self.way,
                death=self.death,
                log=log,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            )

    def await_ready(self) -> None:
        """Raises ``DidNotStart`` with the end of its log."""
        until = time.monotonic() + READY_WITHIN
        while not self.ready():
            if self.died():
                raise DidNotStart(f"{self.name} ended while starting: {tail(self.log)}")
            if time.monotonic() > until:
                raise DidNotStart(
                    f"{self.name} does not answer after {READY_WITHIN:.0f} s: {tail(self.log)}"
                )
            time.sleep(0.02)

    def died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.polite[0][0])

    def await_end(self) -> None:
        """Wait as long as each step of politeness allows; the last one cannot be refused."""
        if self.process is None:
            return
        for signal_, patience in (*self.polite, (signal.SIGKILL, 5.0)):
            if self.process.poll() is None and signal_ != self.polite[0][0]:
                self.process.send_signal(signal_)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                continue
            return


def accepts(path: Path) -> bool:
    """Whether something listens on the socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(1.0)
        try:
            client.connect(str(path))
        except OSError:
            return False
        return True


def turn(log: Path) -> None:
    """Keep one older log, so that a long-lived checkout does not fill its disk."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".old.log"))


def tail(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return " / ".join(line.strip() for line in lines[-5:]) or "its log is empty"
