"""Where an instance may live, and what a machine must offer."""

import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.local import children, postgres, surroundings
from portal.local.children import (
    become_nobody,
    become_nobody_with_reach,
    enter_namespace,
    give,
    ways,
)
from portal.local.exceptions import NotOurs, SharedMemoryMissing
from portal.local.places import SOCKET_LIMIT, Home
from tests.local.living import Person, named, sql, until

as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root has to step down")


@pytest.mark.parametrize(
    "folder", ["with spaces in it", "乌拉盖", "/".join(["deep" * 12] * 12)], ids=len
)
def test_it_lives_in_any_folder(tmp_path: Path, person: type[Person], folder: str):
    home = Home(tmp_path / folder)
    one = person(home)
    assert one.says() == "up"
    assert sql(home, "SELECT 1") == [(1,)]
    assert one.leaves() == 0


def test_sockets_stay_within_the_kernel_s_limit_however_deep_the_checkout():
    home = Home(Path("/srv") / "/".join(["a very long name"] * 60))
    for socket in (home.postgres_socket, home.valkey_socket):
        assert len(os.fsencode(socket)) < SOCKET_LIMIT


def test_each_checkout_has_its_own_sockets():
    assert Home(Path("/srv/a")).sockets != Home(Path("/srv/b")).sockets


def test_sockets_and_data_are_closed_to_others(home: Home, person: type[Person]):
    assert person(home).says() == "up"
    for folder in (home.sockets, home.postgres, home.valkey, home.log):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700, folder


def test_a_socket_folder_open_to_others_is_refused(home: Home):
    home.sockets.mkdir()
    home.sockets.chmod(0o777)
    with pytest.raises(NotOurs, match=f"sudo rm -rf '{home.sockets}'"):
        surroundings.look(home)


def test_a_link_in_place_of_the_socket_folder_is_refused(home: Home, tmp_path: Path):
    home.sockets.symlink_to(tmp_path)
    try:
        with pytest.raises(NotOurs):
            surroundings.look(home)
    finally:
        home.sockets.unlink()


def test_missing_shared_memory_is_named_with_its_remedy(tmp_path: Path):
    with pytest.raises(SharedMemoryMissing, match="mount -t tmpfs -o mode=1777 tmpfs"):
        surroundings.shared_memory(tmp_path / "shm")


def test_shared_memory_that_cannot_be_written_is_named_with_its_remedy():
    with pytest.raises(SharedMemoryMissing, match="chmod 1777 /proc"):
        surroundings.shared_memory(Path("/proc"))


def open_to_all(path: Path) -> bool:
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents))


@pytest.fixture
def open_home() -> Iterator[Home]:
    """An instance in a folder that everybody may walk through, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        home = Home(Path(folder) / "home")
        yield home
        shutil.rmtree(home.sockets, ignore_errors=True)


@as_root
@pytest.mark.parametrize("step", [become_nobody, enter_namespace, become_nobody_with_reach])
def test_as_root_each_way_down_runs_postgresql(
    open_home: Home, step: object, monkeypatch: pytest.MonkeyPatch
):
    home = open_home
    if step is become_nobody and not open_to_all(postgres.binaries.postgres("postgres")):
        pytest.skip("the packages lie in a folder that nobody may enter")
    way = next(way for way in ways() if way.step is step)
    monkeypatch.setattr(children, "ways", lambda: (way,))
    surroundings.look(home)
    if step is not become_nobody:
        home.root.chmod(0o700)  # as in a checkout under /root
    server = postgres.server(home, postgres.way(home))
    server.start()
    try:
        server.await_ready()
        assert sql(home, "SELECT 1") == [(1,)]
    finally:
        server.ask_to_stop()
        server.await_end()
    assert server.died()


def test_a_folder_is_not_given_away_while_an_earlier_server_writes_in_it(
    home: Home, tmp_path: Path
):
    surroundings.look(home)
    written = tmp_path / "written"
    orphan = [f"postgres: {home.name}: checkpointer", "-c", f"sleep 1; touch '{written}'; :"]
    with subprocess.Popen(orphan, executable="/bin/sh"):
        assert until(lambda: bool(postgres.survivors(home)))  # a moment after it began
        postgres.way(home)
        assert written.exists()


@as_root
def test_what_vanishes_while_a_folder_is_given_away_needs_no_owner(tmp_path: Path):
    folder = tmp_path / "busy"
    give(folder, ways()[0])
    with ThreadPoolExecutor(1) as other:
        busy = other.submit(come_and_go, folder, 1000)
        while not busy.done():
            for way in ways():
                give(folder, way)
                assert folder.stat().st_uid == way.owner
    assert not list(folder.iterdir())


def come_and_go(folder: Path, times: int) -> None:
    for _ in range(times):
        (folder / "new").touch()
        (folder / "new").rename(folder / "old")
        (folder / "old").unlink()


@as_root
def test_root_uses_a_folder_that_others_cannot_enter(tmp_path: Path, person: type[Person]):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    home = Home(closed / "home")
    one = person(home)
    assert one.says() == "up"
    assert one.leaves() == 0


@as_root
def test_root_s_server_has_none_of_root_s_powers(open_home: Home, person: type[Person]):
    one = person(open_home)
    assert one.says() == "up"
    (postmaster,) = named(open_home, "postgres -D")
    status = dict(
        line.split(":\t", 1)
        for line in Path(f"/proc/{postmaster}/status").read_text().splitlines()
        if ":\t" in line
    )
    assert int(status["CapPrm"], 16) == 0
    one.leaves()
