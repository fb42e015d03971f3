"""Valkey of one instance: the doorbell. What it holds may be lost; it is written down all the same,
once a second."""

import signal

from portal.local import binaries
from portal.local.children import Way, give
from portal.local.places import Home
from portal.local.server import Server, accepts


def server(home: Home, way: Way) -> Server:
    give(home.valkey, way)
    return Server(
        name="Valkey",
        command=[
            binaries.valkey(), "--port", "0", "--unixsocket", home.valkey_socket, "--unixsocketperm", "700",
            "--dir", home.valkey, "--appendonly", "yes", "--appendfsync", "everysec", "--save", "",
            "--daemonize", "no", "--databases", "64", "--maxmemory-policy", "noeviction",
        ],
        way=way,
        log=home.log / "valkey.log",
        socket=home.valkey_socket,
        death=signal.SIGTERM,
        polite=((signal.SIGTERM, 10.0),),
        prepare=lambda: home.valkey_socket.unlink(missing_ok=True),
        ready=lambda: accepts(home.valkey_socket),
    )  # fmt: skip
