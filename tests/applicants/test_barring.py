"""The bad-credit list: found by a keyed hash, taken in source by source."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from applicants.barring import Listed, bar, is_barred, lift, take_list
from applicants.models import Applicant, Barring

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 23)
NUMBER = "152531199003072518"
SOURCE = "锡林郭勒盟发展和改革委员会"


def who(number: str = NUMBER) -> Applicant:
    return Applicant(id_number=number)


def test_who_is_listed_is_barred_from_the_first_day_to_the_last() -> None:
    bar(Listed(NUMBER, "拒不履行承诺", DAY, DAY + timedelta(days=10)), source=SOURCE)
    assert is_barred(who(), on=DAY)
    assert is_barred(who(), on=DAY + timedelta(days=10))
    assert not is_barred(who(), on=DAY - timedelta(days=1))
    assert not is_barred(who(), on=DAY + timedelta(days=11))
    assert not is_barred(who("152502198511220015"), on=DAY)


def test_the_number_stands_nowhere_in_the_clear() -> None:
    row = bar(Listed(NUMBER, "拒不履行承诺", DAY), source=SOURCE)
    stored = Barring.objects.filter(pk=row.pk).values_list("id_fingerprint", "source")[0]
    assert NUMBER not in "".join(stored)
    assert NUMBER not in str(row)


def test_who_is_lifted_may_promise_again() -> None:
    row = bar(Listed(NUMBER, "拒不履行承诺", DAY), source=SOURCE)
    lift(row.pk)
    assert not is_barred(who(), on=DAY)
    assert Barring.objects.count() == 1


def test_a_newer_list_lifts_who_is_not_on_it_and_no_other_sources() -> None:
    other = bar(Listed(NUMBER, "拒不履行承诺", DAY), source="另一机关")
    take_list([Listed(NUMBER, "拒不履行承诺", DAY)], source=SOURCE)
    again = take_list([Listed(NUMBER, "拒不履行承诺", DAY)], source=SOURCE)
    assert (again.added, again.lifted, again.standing) == (0, 0, 1)
    assert take_list([], source=SOURCE).lifted == 1
    assert is_barred(who(), on=DAY)
    lift(other.pk)
    assert not is_barred(who(), on=DAY)


def test_the_command_takes_a_file_in_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"number,reason,since,until\n{NUMBER},拒不履行承诺,2026-11-23,\n")
    told = StringIO()
    call_command("load_barred", file, source=SOURCE, stdout=told)
    assert "1 listed, 1 of them new" in told.getvalue()
    assert NUMBER not in told.getvalue()
    file.write_text(f"number,reason,since,until\n{NUMBER[:-1]}9,不实,2026-11-23,\n")
    with pytest.raises(CommandError, match=r"list.csv:2"):
        call_command("load_barred", file, source=SOURCE)
    assert is_barred(who(), on=DAY)


def test_an_empty_list_lifts_nobody_by_mistake(tmp_path: Path) -> None:
    bar(Listed(NUMBER, "拒不履行承诺", DAY), source=SOURCE)
    file = tmp_path / "list.csv"
    file.write_text("number,reason,since,until\n", encoding="utf-8")
    with pytest.raises(CommandError, match="--empty"):
        call_command("load_barred", file, source=SOURCE)
    assert is_barred(who(), on=DAY)
    call_command("load_barred", file, source=SOURCE, empty=True, stdout=StringIO())
    assert not is_barred(who(), on=DAY)
    file.write_bytes("number,reason,since,until\n失信".encode("gb18030"))
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("load_barred", file, source=SOURCE)
