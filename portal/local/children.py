"""Children that cannot outlive their parent, and the lesser user PostgreSQL insists on."""

import ctypes
import os
import pwd
import signal
import struct
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from portal.local.exceptions import LocalError

libc = ctypes.CDLL(None, use_errno=True)

# linux/prctl.h, linux/securebits.h, linux/capability.h, linux/sched.h
PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
SECBIT_NO_SETUID_FIXUP = 1 << 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522
CLONE_NEWUSER = 0x10000000


def ask(answer: int) -> None:
    """Turn libc's -1 into the exception Python would have raised."""
    if answer != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def stay() -> None:
    """Stay the user one is."""


def become_nobody() -> None:
    user = nobody()
    os.setgroups([])
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)


def enter_namespace() -> None:
    """Root outside, an ordinary user inside: files stay root's, PostgreSQL sees no uid 0."""
    user, group = os.getuid(), os.getgid()
    ask(libc.unshare(CLONE_NEWUSER))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{nobody().pw_uid} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{nobody().pw_gid} {group} 1")


def become_nobody_with_reach() -> None:
    """``nobody`` who may still walk through a folder closed to others (a checkout under /root).

    For containers that forbid user namespaces; the one capability kept is the one that every root
    there has.
    """
    ask(libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0))
    become_nobody()
    bit = 1 << CAP_DAC_OVERRIDE
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    ask(libc.capset(header, struct.pack("6I", bit, bit, bit, 0, 0, 0)))
    ask(libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0))


def nobody() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


@dataclass(frozen=True)
class Way:
    """How children are started: what they do before their program, and whose their files are."""

    name: str
    step: Callable[[], None]
    owner: int


def ways() -> tuple[Way, ...]:
    """From the plainest to the strangest; an ordinary user has just one."""
    if os.getuid() != 0:
        return (Way("ordinary user", stay, os.getuid()),)
    lesser = nobody().pw_uid
    return (
        Way("nobody", become_nobody, lesser),
        Way("user namespace", enter_namespace, 0),
        Way("nobody with reach", become_nobody_with_reach, lesser),
    )


def give(folder: Path, way: Way) -> None:
    """Make a folder and all in it the children's, as root; nothing to do for an ordinary user.

    The folder itself comes last: it says whose all of it is. What goes away meanwhile (a killed
    first run's) needs no owner.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    if os.getuid() != 0 or folder.stat().st_uid == way.owner:
        return
    for inside, folders, files in os.walk(folder, topdown=False):
        for name in (*folders, *files):
            with suppress(FileNotFoundError):
                os.lchown(Path(inside) / name, way.owner, -1)
    os.lchown(folder, way.owner, -1)


def way_for(folder: Path, program: Path) -> Way:
    """The first way by which ``program`` runs and ``folder`` can be written."""
    refusals = []
    for way in ways():
        give(folder, way)
        try:
            trial(folder, program, way)
        except (OSError, subprocess.SubprocessError) as error:
            refusals.append(f"{way.name}: {error}")
        else:
            return way
    raise LocalError(
        f"{folder} cannot be used by the embedded servers ({'; '.join(refusals)}). "
        "Move the checkout to a folder every user may enter, or set DATABASE_URL and REDIS_URL."
    )


def trial(folder: Path, program: Path, way: Way) -> None:
    """Run the program once, as the children would be run, from where they would write."""

    def step() -> None:
        way.step()
        (folder / ".trial").touch()
        (folder / ".trial").unlink()

    ran = subprocess.run(
        [program, "--version"],
        preexec_fn=step,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    if ran.returncode != 0:
        raise OSError(ran.stderr.strip() or f"{program.name} ended with {ran.returncode}")


def start(
    command: Sequence[str | Path],
    *,
    way: Way,
    death: signal.Signals,
    log: IO[bytes],
    env: Mapping[str, str],
    says: bytes = b"",
    cwd: str | Path = "/",
) -> subprocess.Popen[bytes]:
    """Start a child in its own process group that gets ``death`` when this process is gone.

    The parent-death signal is asked for after the change of user: the kernel forgets it on such a
    change.
    """
    parent = os.getpid()

    def step() -> None:
        os.setpgid(0, 0)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])  # the keeper blocks what it waits for
        way.step()
        ask(libc.prctl(PR_SET_PDEATHSIG, int(death), 0, 0, 0))
        if os.getppid() != parent:
            os._exit(1)  # the parent died before the kernel was told

    child = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.PIPE if says else subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        env=dict(env),
        cwd=cwd,
        preexec_fn=step,  # noqa: PLW1509 - the one other thread holds no lock
    )
    if child.stdin is not None:
        child.stdin.write(says)
        child.stdin.close()
    return child
