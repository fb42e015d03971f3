"""Valkey of one instance: the doorbell. It may lose everything and is durable all the same."""

import signal

from portal.local import binaries
from portal.local.children import Way, give
from portal.local.places import Home
from portal.local.server import Server, accepts


def server(home: Home, way: Way) -> Server:
    give(home.valkey, way)
    return Server(
        name="Valkey",
        command=[binaries.valkey(), *options(home)],
        way=way,
        log=home.log / "valkey.log",
        socket=home.valkey_socket,
        death=signal.SIGTERM,
        polite=((signal.SIGTERM, 10.0),),
        prepare=lambda: home.valkey_socket.unlink(missing_ok=True),
        ready=lambda: accepts(home.valkey_socket),
    )


def options(home: Home) -> list[str]:
    return [
        *("--port", "0"),
        *("--unixsocket", str(home.valkey_socket)),
        *("--unixsocketperm", "700"),
        *("--dir", str(home.valkey)),
        *("--appendonly", "yes" if home.durable else "no"),
        *("--appendfsync", "everysec"),
        *("--save", ""),
        *("--databases", "64"),  # one for each worker of a parallel test run
    ]
