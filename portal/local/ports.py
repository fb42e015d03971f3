"""TCP ports of the web process."""

import socket


def free(host: str, port: int) -> bool:
    """Whether the web process could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def first_free(host: str, port: int) -> int:
    """The port asked for, or the next one nobody uses."""
    return next(number for number in range(port, 65536) if free(host, number))
