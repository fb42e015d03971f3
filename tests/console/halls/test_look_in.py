"""A look at another hall's case, with the person standing there."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

from bundles.casework.models import Submission
from bundles.reception.models import LookIn
from portal.accounts.models import DisclosureEntry
from tests import cases
from tests.console.seats import Seat, text_of

REASON = "申请人到场询问进度"


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.delete("look-in-wrong-XLHT-ZW-01")


def ask(seat: Seat, submission: Submission, **changed: str) -> Any:
    fields = {
        "number": str(submission.number),
        "id_number": submission.applicant.id_number,
        "reason": REASON,
    }
    return seat.post("halls/look-in/", **(fields | changed))


def test_number_card_and_reason_open_it_for_a_while(elsewhere: Seat, filed: Submission) -> None:
    address = f"halls/look-in/{filed.number}/"
    assert elsewhere.get(address).status_code == 404
    answer = ask(elsewhere, filed)
    assert answer.url == f"/console/{address}"
    shown = text_of(elsewhere.get(address))
    assert "只能看进度" in shown
    assert filed.applicant.name not in shown
    assert filed.applicant.id_number not in shown
    LookIn.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert elsewhere.get(address).status_code == 404


def test_it_is_written_down_with_its_reason(elsewhere: Seat, filed: Submission) -> None:
    ask(elsewhere, filed)
    entry = DisclosureEntry.objects.get(what="look_in")
    assert (entry.subject_id, entry.reason) == (str(filed.number), REASON)
    assert entry.actor["name"] == "格日勒"


def test_the_look_opens_nothing_else(elsewhere: Seat, filed: Submission) -> None:
    ask(elsewhere, filed)
    sha = filed.handed_materials.order_by("id")[0].sha256
    for part in ("", f"materials/{sha}/", f"materials/{sha}/pages/1/", "refuse/"):
        assert elsewhere.get(f"cases/{filed.number}/{part}").status_code == 404
    assert elsewhere.verb(filed, "unmask", reason=REASON).status_code == 404
    assert Seat("XLHT-ZW-02").get(f"halls/look-in/{filed.number}/").status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"id_number": "152502198511220015"}, {"id_number": "?"}, {"number": "YJS1"}]
)
def test_wrong_number_and_wrong_card_sound_the_same(
    elsewhere: Seat, filed: Submission, wrong: dict[str, str]
) -> None:
    answer = ask(elsewhere, filed, **wrong)
    assert answer.status_code == 422
    assert "编号和身份证件对不上" in text_of(answer)
    assert not LookIn.objects.exists()


def test_a_draft_and_a_look_without_reason_are_refused(elsewhere: Seat, filed: Submission) -> None:
    assert ask(elsewhere, filed, reason="看").status_code == 422
    assert ask(elsewhere, cases.draft()).status_code == 422
    assert not LookIn.objects.exists()


def test_guessing_ends_after_five_times(elsewhere: Seat, filed: Submission) -> None:
    for _guess in range(5):
        ask(elsewhere, filed, id_number="152502198511220015")
    assert "30 分钟后再试" in text_of(ask(elsewhere, filed))
    assert not LookIn.objects.exists()


def test_the_card_typed_stays_nowhere(elsewhere: Seat, filed: Submission) -> None:
    answer = ask(elsewhere, filed, reason="")
    assert filed.applicant.id_number not in answer.content.decode()


def test_ones_own_halls_case_needs_no_look(batu: Seat, filed: Submission) -> None:
    assert "直接按编号查找" in text_of(ask(batu, filed))


def test_a_wrong_guess_is_a_search_for_a_person_and_written_down(
    elsewhere: Seat, filed: Submission
) -> None:
    ask(elsewhere, filed, id_number="152502198511220015")
    entry = DisclosureEntry.objects.get(subject_kind="search")
    assert (entry.what, entry.reason) == ("id_number 0", REASON)
    assert "152502198511220015" not in str(vars(entry))


def test_without_the_counter_nobody_guesses(
    elsewhere: Seat, filed: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_args: object) -> None:
        raise RedisError

    monkeypatch.setattr(cache, "get", down)
    assert "请稍后再试" in text_of(ask(elsewhere, filed))
