"""The portal's own processes (web, worker, beat) as children of one terminal."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType, TracebackType
from typing import IO

from portal.local.children import Way, start, stay
from portal.local.places import CHECKOUT, HOME
from portal.local.surroundings import SHARED_MEMORY

ASKS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
GRACE = 15.0  # seconds for requests and tasks under way
COLOURS = {"web": "36", "worker": "33", "beat": "35"}
NAME_WIDTH = max(map(len, COLOURS))


@dataclass(frozen=True)
class Part:
    name: str
    command: Sequence[str]


def parts(host: str, port: int) -> list[Part]:
    """Web with two workers of four threads, one worker with two processes, beat."""
    beat = HOME.root / "beat"
    beat.mkdir(mode=0o700, parents=True, exist_ok=True)
    python = sys.executable
    return [
        Part(
            "web",
            [
                python, "-m", "gunicorn", "portal.wsgi", "--bind", f"{host}:{port}",
                "--workers", "2", "--threads", "4", "--preload", "--graceful-timeout", "10",
                "--worker-tmp-dir", str(SHARED_MEMORY), "--log-level", "warning",
            ],
        ),
        Part(
            "worker",
            [
                python, "-m", "celery", "--quiet", "-A", "portal", "worker", "--concurrency", "2",
                "--loglevel", "info", "--without-mingle",
            ],
        ),
        Part(
            "beat",
            [
                python, "-m", "celery", "--quiet", "-A", "portal", "beat", "--loglevel", "warning",
                "--schedule", str(beat / "schedule"), "--pidfile", "",
            ],
        ),
    ]  # fmt: skip


@dataclass
class House:
    """Runs all parts; when one ends, or the terminal asks, all of them end.

    Ctrl-C, TERM and the loss of the terminal are passed on as TERM, so that requests and tasks
    under way are finished. Were this process killed, the kernel would end its children.
    """

    parts: Sequence[Part]
    output: IO[str] = field(default_factory=lambda: sys.stdout)
    env: Mapping[str, str] = field(default_factory=dict)
    running: "dict[str, subprocess.Popen[bytes]]" = field(default_factory=dict)
    asked: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "House":
        for signal_ in ASKS:
            signal.signal(signal_, self.ask)
        for part in self.parts:
            self.begin(part)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.stop()

    def ask(self, signal_: int, frame: FrameType | None) -> None:
        self.asked.set()

    def begin(self, part: Part) -> None:
        reading, writing = os.pipe()
        with os.fdopen(writing, "wb") as log:
            self.running[part.name] = start(
                part.command,
                way=Way("same user", stay, os.getuid()),
                death=signal.SIGTERM,
                log=log,
                env={
                    **os.environ,
                    "PYTHONPATH": str(CHECKOUT),
                    "PYTHONUNBUFFERED": "1",
                    **self.env,
                },
                cwd=CHECKOUT,
            )
        ears = os.fdopen(reading, encoding="utf-8", errors="replace")
        threading.Thread(target=self.pass_on, args=(part.name, ears), daemon=True).start()

    def pass_on(self, name: str, lines: IO[str]) -> None:
        """Print what a part says, with its name in front."""
        label = f"{name:<{NAME_WIDTH}} │ "
        if self.output.isatty():
            label = f"\033[{COLOURS.get(name, '0')}m{label}\033[0m"
        with lines:
            for line in lines:
                with suppress(OSError, ValueError):
                    self.output.write(label + line)
                    self.output.flush()

    def wait(self) -> int:
        """Wait to be asked to stop (0), or for a part to end by itself (1)."""
        while not self.asked.wait(0.2):
            for name, process in self.running.items():
                if process.poll() is not None:
                    self.output.write(
                        f"{name} ended with {process.returncode}; stopping the rest\n"
                    )
                    return 1
        return 0

    def stop(self) -> None:
        """End all parts, politely first; afterwards none of them is left."""
        until = time.monotonic() + GRACE
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        for process in self.running.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, until - time.monotonic()))
            self.clear(process)

    def clear(self, process: "subprocess.Popen[bytes]") -> None:
        """End what is left of a part's process group, its own children included."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
