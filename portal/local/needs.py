"""Which commands need the embedded servers."""

import warnings
from contextlib import AbstractContextManager, nullcontext

from portal.env import environment
from portal.local.instance import Holder, hold
from portal.local.places import HOME

NEEDS_NONE = frozenset(
    "check collectstatic compilemessages diffsettings findstatic help local "
    "makemessages makemigrations spectacular sqlmigrate startapp startproject version".split()
)
MAKE_THEIR_OWN = frozenset(
    "check dbshell demo flush inspectdb migrate serve showmigrations sqlflush squashmigrations "
    "test testserver".split()
)
"""These migrate by themselves, or are about just that."""

WITHOUT_HISTORY = "Got an error checking a consistent migration history"  # makemigrations says so
ASKS_FOR_HELP = frozenset({"-h", "--help", "--version"})


def servers_for(argv: list[str]) -> AbstractContextManager[Holder | None]:
    """Hold the checkout's own servers while a command that needs them runs.

    Nothing is held when real servers are configured.

    Raises ``EnvironmentRefused`` or ``LocalError``.
    """
    warnings.filterwarnings("ignore", message=WITHOUT_HISTORY, category=RuntimeWarning)
    if not needs_servers(argv) or not environment().needs_local_servers:
        return nullcontext()
    return hold(HOME)


def needs_servers(argv: list[str]) -> bool:
    """Whether this command line reaches for a database or a broker."""
    if len(argv) < 2 or ASKS_FOR_HELP & set(argv[1:]):
        return False
    return argv[1] not in NEEDS_NONE or (argv[1] == "check" and "--database" in argv)


def needs_tables(argv: list[str]) -> bool:
    """Whether this command line reaches for what a migrated database holds."""
    return needs_servers(argv) and argv[1] not in MAKE_THEIR_OWN
