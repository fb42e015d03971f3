"""One instance, held by any number of processes."""

import redis

from portal.local.instance import keeper_of
from portal.local.places import Home
from tests.local.living import Person, named, processes, sql


def test_whoever_comes_first_starts_both_servers(home: Home, person: type[Person]):
    assert person(home).says() == "up"
    assert sql(home, "SELECT current_setting('server_version_num')::int / 10000") == [(18,)]
    assert redis.Redis.from_url(home.redis_url).ping()


def test_a_second_terminal_attaches_to_the_same_servers(home: Home, person: type[Person]):
    assert person(home).says() == "up"
    before = named(home, "postgres"), named(home, "valkey")
    assert person(home).says() == "up"
    assert (named(home, "postgres"), named(home, "valkey")) == before


def test_the_first_may_leave_while_the_second_still_works(home: Home, person: type[Person]):
    first, second = person(home), person(home)
    assert (first.says(), second.says()) == ("up", "up")
    assert first.leaves() == 0
    assert sql(home, "SELECT 1") == [(1,)]
    assert second.leaves() == 0
    assert not processes(home), "the last one out waits until nothing is left"


def test_many_at_once_start_one_instance(home: Home, person: type[Person]):
    people = [person(home) for _ in range(6)]
    assert [one.says() for one in people] == ["up"] * 6
    assert len(named(home, "portal.local.keeper")) == 1
    assert len(named(home, "valkey-server")) == 1
    assert [one.leaves() for one in people] == [0] * 6
    assert not processes(home)


def test_two_instances_stand_side_by_side(home: Home, another_home: Home, person: type[Person]):
    here, there = person(home), person(another_home)
    assert (here.says(), there.says()) == ("up", "up")
    sql(home, "CREATE TABLE only_here (id int)")
    assert sql(another_home, "SELECT to_regclass('only_here')") == [(None,)]
    here.leaves()
    assert sql(another_home, "SELECT 1") == [(1,)]


def test_nothing_listens_on_a_port(home: Home, person: type[Person]):
    assert person(home).says() == "up"
    assert sql(home, "SHOW listen_addresses") == [("",)]
    assert redis.Redis.from_url(home.redis_url).config_get("port") == {"port": "0"}


def test_what_is_committed_is_on_disk(home: Home, person: type[Person]):
    assert person(home).says() == "up"
    asked = "SELECT current_setting('fsync'), current_setting('synchronous_commit')"
    assert sql(home, asked) == [("on", "on")]


def test_the_keeper_describes_itself(home: Home, person: type[Person]):
    assert keeper_of(home) is None
    one = person(home)
    one.says()
    keeper = keeper_of(home)
    assert keeper is not None
    assert keeper.ready
    assert named(home, "portal.local.keeper") == [keeper.pid]
    one.leaves()
    assert keeper_of(home) is None
