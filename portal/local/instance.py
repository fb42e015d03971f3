"""Using an instance: attach to the live one or start it, and let go of it again."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType

from portal.local.exceptions import DidNotStart
from portal.local.locks import PAUSE, Lock, owned
from portal.local.places import CHECKOUT, Home
from portal.local.surroundings import look

STOPPING_TAKES = 45.0  # seconds a keeper may need to end its servers
STARTING_TAKES = 120.0  # seconds for a first run on a slow disk


@dataclass(frozen=True)
class Keeper:
    """The live keeper, as it describes itself in its lock file."""

    pid: int
    ready: bool


@dataclass
class Holder:
    """Holds an instance up as long as its process lives, or until it lets go."""

    home: Home
    lock: Lock
    pid: int
    launched: "subprocess.Popen[bytes] | None" = None

    def release(self) -> None:
        """Let go; whoever was last waits until no server is left. The second time does nothing.

        A forked child shares the lock and must not give it up for its parent.
        """
        if os.getpid() != self.pid:
            return
        self.pid = 0
        if self.lock.own(wait=0):  # the last one: newcomers wait while the servers end
            stop(self.home)
        elif not self.lock.share(wait=0):  # the keeper was quicker
            await_end(self.home)
        self.lock.close()
        if self.launched is not None:
            self.launched.poll()

    def __enter__(self) -> "Holder":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.release()


def hold(home: Home) -> Holder:
    """Attach to the instance in ``home``, starting it first if it is not live.

    Any number of processes may do this at once: one starts it, the others wait for it. Raises
    ``LocalError``.
    """
    look(home)
    lock = Lock(home.root / "holders")
    if not lock.share(wait=STOPPING_TAKES):
        lock.close()
        raise DidNotStart(
            f"The servers of {home.root} do not end. Stop them with: manage.py local stop"
        )
    holder = Holder(home, lock, os.getpid())
    try:
        with owned(home.root / "starting.lock", wait=STARTING_TAKES) as mine:
            if not mine:
                raise DidNotStart(
                    f"Another process is starting {home.root} for too long. End it and try again."
                )
            if not await_ready(home):
                holder.launched = launch(home)
    except BaseException:
        holder.release()
        raise
    return holder


def await_ready(home: Home) -> bool:
    """Whether a keeper is at work; waits for its servers, as its starter may have died."""
    until = time.monotonic() + STARTING_TAKES
    while (keeper := keeper_of(home)) and not keeper.ready:
        if time.monotonic() > until:
            raise DidNotStart(f"The servers of {home.root} do not get ready; see {home.log}")
        time.sleep(PAUSE)
    return keeper is not None


def launch(home: Home) -> subprocess.Popen[bytes]:
    """Start a keeper and wait for its word. It may outlive this process."""
    listen, report = os.pipe()
    with (home.log / "keeper.log").open("ab") as log, os.fdopen(listen, "rb") as ears:
        keeper = subprocess.Popen(
            [
                sys.executable, "-m", "portal.local.keeper",
                home.root, "durable" if home.durable else "forgetful", str(report),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=CHECKOUT,
            env=os.environ | {"PYTHONPATH": str(CHECKOUT), "PYTHONSAFEPATH": "1"},
            pass_fds=[report],
            start_new_session=True,
        )  # fmt: skip
        os.close(report)
        word = ears.read().decode()
    if word != "ready":
        keeper.wait()
        raise DidNotStart(word or f"The keeper ended without a word; see {home.log / 'keeper.log'}")
    return keeper


def keeper_of(home: Home) -> Keeper | None:
    """The live keeper, if there is one."""
    path = home.root / "keeper.lock"
    if not path.exists():
        return None
    lock = Lock(path)
    try:
        if lock.own(wait=0):
            return None
        pid, _, state = lock.read().partition(" ")
        return Keeper(int(pid or 0), state == "ready")
    finally:
        lock.close()


def stop(home: Home) -> bool:
    """End the instance's servers even though they may be held; says whether any ran."""
    keeper = keeper_of(home)
    if keeper is None or keeper.pid == 0:
        return False
    with suppress(ProcessLookupError):
        os.kill(keeper.pid, signal.SIGTERM)
    await_end(home)
    return True


def await_end(home: Home) -> None:
    """Wait until the keeper is gone, and its servers with it."""
    with owned(home.root / "keeper.lock", wait=STOPPING_TAKES) as ended:
        if not ended:
            raise DidNotStart(f"The servers of {home.root} do not come to an end; see {home.log}")
