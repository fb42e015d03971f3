"""The keeper of one instance: runs PostgreSQL and Valkey for as long as anybody holds them.

It is a process of its own (``python -m portal.local.keeper``), in its own session, so that Ctrl-C
in a terminal reaches neither it nor the servers. Those who use the servers share the lock
``holders``; the kernel drops that share however they die. The keeper waits for the whole lock, and
stops once it gets it. Should the keeper itself be killed, the kernel ends its children
(PR_SET_PDEATHSIG).
"""

import os
import signal
import sys
import threading
from pathlib import Path

from portal.local import postgres, valkey
from portal.local.exceptions import LocalError
from portal.local.locks import Lock
from portal.local.places import Home
from portal.local.server import Server
from portal.local.surroundings import look

STOPS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
MOST_RESTARTS = 5


def main(home: Home, report: int) -> int:
    """Keep an instance; the file descriptor ``report`` gets ``ready`` or the reason why not."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS | {signal.SIGCHLD})
    life = Lock(home.root / "keeper.lock")
    if not life.own(wait=5):  # others look at this lock for a moment
        return tell(report, "Another keeper is at work.")
    life.write(f"{os.getpid()} starting")
    servers: list[Server] = []
    try:
        look(home)
        way = postgres.way(home)  # both run alike; PostgreSQL is the particular one
        servers = [postgres.server(home, way), valkey.server(home, way)]
        for server in servers:
            server.start()
        for server in servers:
            server.await_ready()
    except LocalError as error:
        stop(servers)
        return tell(report, str(error))
    except BaseException as error:
        stop(servers)
        tell(report, f"{type(error).__name__}: {error}")
        raise
    life.write(f"{os.getpid()} ready")
    tell(report, "ready")
    until_unused(home)
    keep(servers)
    stop(servers)
    return 0


def until_unused(home: Home) -> None:
    """Tell the main thread, by SIGTERM, when the last holder has let go."""

    def wait() -> None:
        Lock(
            home.root / "holders"
        ).own_at_last()  # held until this process ends: newcomers wait for that
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


def keep(servers: list[Server]) -> None:
    """Sleep until told to stop; a server that died by itself is started again, a few times."""
    restarts = 0
    while signal.sigwait(STOPS | {signal.SIGCHLD}) == signal.SIGCHLD:
        for server in servers:
            if server.died():
                restarts += 1
                if restarts > MOST_RESTARTS:
                    return
                server.start()
                server.await_ready()


def stop(servers: list[Server]) -> None:
    for server in servers:
        server.ask_to_stop()
    for server in servers:
        server.await_end()


def tell(report: int, text: str) -> int:
    """Say how it went to whoever started this keeper, if they still listen."""
    try:
        os.write(report, text.encode())
        os.close(report)
    except OSError:
        pass
    return 0 if text == "ready" else 1


if __name__ == "__main__":
    folder, durable, descriptor = sys.argv[1:]
    sys.exit(main(Home(Path(folder), durable=durable == "durable"), int(descriptor)))
