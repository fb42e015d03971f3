"""What can keep the embedded servers from running; each message names the remedy."""


class LocalError(Exception):
    """The embedded servers cannot run here."""

    code = "local_servers"


class SharedMemoryMissing(LocalError):
    """``/dev/shm`` is missing or may not be written."""

    code = "shared_memory"


class BinariesMissing(LocalError):
    """The packages that bring the servers are not installed, or not for this machine."""

    code = "binaries_missing"


class NotOurs(LocalError):
    """A folder the servers need belongs to somebody else."""

    code = "not_ours"


class DidNotStart(LocalError):
    """A server ended, or stayed silent, while it was being started."""

    code = "did_not_start"
