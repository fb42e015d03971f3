"""However it ends, nothing is left running and nothing committed is lost."""

import os
import signal
import time
from contextlib import suppress

import psycopg2
import pytest
import redis

from portal.local.instance import keeper_of, stop
from portal.local.places import Home
from tests.local.living import Person, gone, named, processes, sql, until


@pytest.fixture
def written(home: Home, person: type[Person]) -> Person:
    """Somebody holds an instance in which something is committed."""
    one = person(home)
    assert one.says() == "up"
    sql(home, "CREATE TABLE kept AS SELECT 42 AS answer")
    return one


def the_power_fails(home: Home, somebody: Person) -> None:
    """Nobody has time to tidy up, the keeper included."""
    keeper = keeper_of(home).pid
    os.kill(keeper, signal.SIGSTOP)
    for pid in processes(home).keys() - {keeper}:
        with suppress(ProcessLookupError):  # some end by themselves when their postmaster does
            os.kill(pid, signal.SIGKILL)
    os.kill(keeper, signal.SIGKILL)
    somebody.gets(signal.SIGKILL)
    assert gone(home)


def assert_comes_back(home: Home, person: type[Person]) -> None:
    assert person(home).says() == "up"
    assert sql(home, "SELECT answer FROM kept") == [(42,)]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_no_process_outlives_its_terminal(
    home: Home, person: type[Person], written: Person, end: signal.Signals
):
    written.gets(end)
    assert gone(home)
    assert_comes_back(home, person)


def test_ctrl_c_returns_only_when_all_is_over(home: Home, written: Person):
    assert written.gets(signal.SIGINT) == 130
    assert not processes(home)


def test_a_killed_keeper_takes_its_servers_along(home: Home, person: type[Person], written: Person):
    os.kill(keeper_of(home).pid, signal.SIGKILL)
    assert gone(home)
    assert_comes_back(home, person)


def test_after_everything_was_killed_at_once_it_comes_back(
    home: Home, person: type[Person], written: Person
):
    the_power_fails(home, written)
    assert home.postgres_socket.exists(), "the kill must leave something stale to clear away"
    assert_comes_back(home, person)


def test_a_stale_process_id_that_now_is_somebody_else_does_no_harm(
    home: Home, person: type[Person], written: Person
):
    pid_file = home.postgres / "18" / "postmaster.pid"
    the_power_fails(home, written)
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert_comes_back(home, person)


def test_orphans_of_a_killed_server_are_waited_for(
    home: Home, person: type[Person], written: Person
):
    """A backend that outlives its postmaster still writes: two servers would destroy the data."""
    os.kill(keeper_of(home).pid, signal.SIGKILL)
    assert person(home).says() == "up"
    assert len(named(home, "postgres -D")) == 1
    assert sql(home, "SELECT answer FROM kept") == [(42,)]


@pytest.mark.parametrize("server", ["postgres -D", "valkey-server"])
def test_a_server_that_dies_by_itself_is_started_again(home: Home, written: Person, server: str):
    (before,) = named(home, server)
    os.kill(before, signal.SIGKILL)
    assert until(lambda: named(home, server) not in ([], [before]))
    assert until(lambda: answers(home))
    assert sql(home, "SELECT answer FROM kept") == [(42,)]


def answers(home: Home) -> bool:
    try:
        return sql(home, "SELECT 1") == [(1,)] and redis.Redis.from_url(home.redis_url).ping()
    except (psycopg2.OperationalError, redis.ConnectionError):
        return False


def test_a_starter_killed_half_way_leaves_the_next_one_a_working_house(
    home: Home, person: type[Person]
):
    for pause in (0.15, 0.3, 0.45):
        one = person(home)
        time.sleep(pause)
        one.process.kill()
    assert person(home).says() == "up"
    assert sql(home, "SELECT 1") == [(1,)]
    assert len(named(home, "postgres -D")) == 1


def test_a_keeper_killed_during_the_first_run_leaves_no_half_cluster(
    home: Home, person: type[Person]
):
    one = person(home)
    assert until((home.postgres / "new").exists)
    os.kill(keeper_of(home).pid, signal.SIGKILL)
    assert one.says().startswith("did_not_start")
    assert person(home).says() == "up"
    assert sql(home, "SELECT count(*) FROM pg_database WHERE datname = 'portal'") == [(1,)]


def test_stop_ends_what_is_still_held(home: Home, written: Person, person: type[Person]):
    assert stop(home)
    assert not processes(home)
    assert not stop(home), "the second time there is nothing to end"
    assert_comes_back(home, person)


def test_the_bell_is_written_down(home: Home, written: Person, person: type[Person]):
    redis.Redis.from_url(home.redis_url).set("rung", "yes")
    written.leaves()
    assert person(home).says() == "up"
    assert redis.Redis.from_url(home.redis_url).get("rung") == b"yes"
