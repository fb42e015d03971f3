"""What registers are asked for a form, and what becomes of their answers."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.db import InternalError
from django.utils import timezone

from applicants.documents import record_scan
from bundles.casework import services
from bundles.casework.exceptions import MaterialsMissing, MoveNotAllowed, NoSuchCase, NotAsked
from bundles.casework.models import LookupOutcome, RegisterCall
from bundles.casework.register_exceptions import AskedTooOften, LookupsRunning
from bundles.casework.registers import MOST_AGAIN, MOST_IN_ALL, Answer, Extract
from bundles.casework.selectors.circumstances import filed, present
from bundles.casework.selectors.queues import latest_filing, material_for, materials_for
from bundles.casework.selectors.review import files, review_hash
from portal.form.fetched import fetched
from portal.form.pages import opened
from portal.registers import asking
from portal.simulators.registers.mood import Mood, set_mood
from tests import cases
from tests.registers import stage
from tests.registers.stage import ARCHIVE, KNOWN, TITLE, UNKNOWN

pytestmark = pytest.mark.registers


asked = stage.asked_keys


def test_what_the_registers_give_is_not_asked_for():
    case = stage.answered(stage.draft())
    assert asked(case) == set()
    assert {one.material_key: one.register for one in files(case)} == {
        TITLE: "real_estate",
        ARCHIVE: "construction",
    }
    assert ["不动产权证号", KNOWN] in stage.lookup(case).facts


def test_what_is_not_found_is_asked_for_with_the_reason():
    case = stage.answered(stage.draft(UNKNOWN))
    assert asked(case) == {TITLE, ARCHIVE}
    planned = next(one for one in opened(case).plan.asked if one.material.key == TITLE)
    assert "在不动产登记系统没有查到" in planned.reasons[0].text.zh


def test_who_names_nothing_to_look_for_is_asked_for_the_paper_and_nobody_else_is():
    case = stage.draft("")
    assert present(case) == {"missing": {TITLE: "not_named", ARCHIVE: "not_named"}}
    stage.answered(case)
    assert not RegisterCall.objects.exists()


def test_one_register_that_is_down_leaves_the_other_alone():
    set_mood("construction", Mood.DOWN)
    case = stage.answered(stage.draft())
    assert asked(case) == {ARCHIVE}
    assert present(case) == {"missing": {ARCHIVE: "down"}}


def test_nobody_waits_longer_than_the_patience():
    case = stage.draft()
    assert asked(case) == set()
    with pytest.raises(LookupsRunning):
        stage.file(case)
    stage.patience_over(case)
    assert asked(case) == {TITLE, ARCHIVE}
    with pytest.raises(MaterialsMissing) as missing:
        stage.file(case)
    assert set(missing.value.keys) == {TITLE, ARCHIVE}


def test_a_late_good_answer_takes_the_asking_back_and_loses_nothing():
    case = stage.patience_over(stage.draft())
    stage.upload(case, TITLE)
    stage.answered(case)
    assert asked(case) == set()
    assert sorted(one.register for one in files(case) if one.material_key == TITLE) == [
        "",
        "real_estate",
    ]


def test_what_is_looked_for_changes_and_the_old_answer_goes():
    case = stage.answered(stage.draft())
    old = stage.lookup(case)
    case = stage.say(case, UNKNOWN)
    assert stage.lookup(case).outcome == LookupOutcome.WAITING
    assert not files(case)
    assert not services.note_answer(old.pk, Answer(True), document=None, at=timezone.now())


def test_what_the_scanner_refuses_of_a_register_is_asked_for_and_not_handed_in(
    monkeypatch: pytest.MonkeyPatch,
):
    # the same bytes each time: a printed page has the second in it
    papers = {key: Extract(cases.a_pdf(), f"{key}.pdf") for key in (TITLE, ARCHIVE)}
    monkeypatch.setattr(
        "portal.registers.asking.extract", lambda lookup, _answer: papers[lookup.material_key]
    )
    case = stage.answered(stage.draft())
    paper = next(one for one in files(case) if one.material_key == TITLE)
    record_scan(paper.sha256, clean=False)
    assert TITLE in asked(case)
    line = next(one for one in fetched(opened(case)) if one.planned.material.key == TITLE)
    assert (line.found, line.why) == (False, "down")
    services.look_up_again(case.pk, material_key=TITLE, by=cases.own(case))
    assert stage.lookup(case).outcome == LookupOutcome.WAITING
    case = stage.answered(case)  # the same file again: refused at the door
    assert stage.lookup(case).outcome == LookupOutcome.DOWN
    stage.upload(case, TITLE)
    handed = stage.file(case).filings.get().content["materials"]
    assert [one.get("register") for one in handed if one["key"] == TITLE] == [None]


def test_an_answer_for_a_draft_that_is_deleted_meanwhile_is_let_go():
    case = stage.draft()
    pk = stage.lookup(case).pk
    with patch("bundles.casework.services.moves.opened", side_effect=NoSuchCase):
        assert not services.note_answer(pk, None, document=None, at=timezone.now())


def test_nobody_looks_through_a_register_by_naming_one_thing_after_another():
    case = stage.draft()
    for number in range(MOST_IN_ALL + 2):
        case = stage.say(case, f"蒙（2020）乌拉盖不动产权第{number:07d}号")
    assert stage.lookup(case).outcome == LookupOutcome.DOWN
    assert not asking.open_questions(case.pk)
    assert asked(case) == {TITLE, ARCHIVE}


def test_another_field_leaves_the_answer_alone():
    case = stage.answered(stage.draft())
    stage.say(case, KNOWN, note="靠街")
    assert stage.lookup(case).outcome == LookupOutcome.FOUND
    assert RegisterCall.objects.count() == 2


def test_no_late_answer_changes_what_was_handed_in():
    case = stage.patience_over(stage.draft())
    for key in (TITLE, ARCHIVE):
        stage.upload(case, key)
    case = stage.file(case)
    before = latest_filing(case.pk).content
    stage.answered(case)
    assert not services.note_answer(
        stage.lookup(case).pk, Answer(True), document=None, at=timezone.now()
    )
    assert latest_filing(case.pk).content == before
    assert filed(latest_filing(case.pk)) == {"missing": {TITLE: "down", ARCHIVE: "down"}}
    assert present(case) == filed(latest_filing(case.pk))


def test_who_needs_it_sees_the_fetched_paper_like_one_handed_in_and_others_do_not():
    case = cases.in_review(stage.file(stage.answered(stage.draft())))
    (paper,) = [one for one in materials_for(cases.item(case, "E1")) if one["key"] == TITLE]
    assert paper["register"] == "real_estate"
    assert paper["fetched_at"]
    assert material_for(cases.item(case, "E1"), paper["sha256"]) is not None
    assert materials_for(cases.item(case, "E2")) == []
    assert material_for(cases.item(case, "E2"), paper["sha256"]) is None


def test_the_applicant_may_ask_again_but_not_without_end():
    set_mood("real_estate", Mood.DOWN)
    case = stage.answered(stage.draft())
    again = {"material_key": TITLE, "by": cases.own(case)}
    set_mood("real_estate", Mood.QUICK)
    services.look_up_again(case.pk, **again)
    stage.answered(case)
    assert asked(case) == set()
    first = stage.lookup(case)
    services.look_up_again(case.pk, **again)
    assert stage.lookup(case) == first
    stage.say(case, UNKNOWN)
    for _time in range(MOST_AGAIN - 3):
        stage.answered(case)
        services.look_up_again(case.pk, **again)
    stage.answered(case)
    with pytest.raises(AskedTooOften):
        services.look_up_again(case.pk, **again)


def test_nothing_is_looked_up_that_no_register_has_or_after_handing_in():
    case = stage.answered(stage.draft())
    with pytest.raises(NotAsked):
        services.look_up_again(case.pk, material_key="M01", by=cases.own(case))
    case = stage.file(case)
    with pytest.raises(MoveNotAllowed):
        services.look_up_again(case.pk, material_key=TITLE, by=cases.own(case))


def test_what_a_register_gave_is_not_the_applicants_to_take_out():
    case = stage.answered(stage.draft())
    with pytest.raises(NotAsked):
        services.detach(case.pk, handed_id=files(case)[0].pk, by=cases.own(case))


def test_every_call_is_in_the_book_with_its_purpose_and_without_a_name():
    set_mood("construction", Mood.EMPTY)
    case = stage.answered(stage.draft())
    calls = {one.register: one for one in RegisterCall.objects.all()}
    assert calls["real_estate"].items == ["E1"]
    assert calls["construction"].outcome == LookupOutcome.NOT_FOUND
    told = str([vars(one) for one in calls.values()])
    assert KNOWN not in told
    assert case.applicant.name not in told
    with pytest.raises(InternalError, match="Cannot update or delete"):
        RegisterCall.objects.all().delete()


def test_a_draft_goes_with_what_was_looked_up_and_the_book_stays():
    case = stage.answered(stage.draft())
    services.discard(case.pk, by=cases.own(case))
    assert RegisterCall.objects.filter(case=case.token).count() == 2


def test_a_correction_that_no_register_knows_opens_the_upload():
    case = stage.file(stage.answered(stage.draft()))
    defect = services.Defect(about="field:notice.title_number", text="证号有误，请核对。")
    services.return_for_correction(case.pk, seen=case.revision, defects=[defect], by=cases.clerk())
    case = stage.answered(stage.say(cases.fresh(case), UNKNOWN))
    work = opened(case)
    assert asked(case) == {TITLE, ARCHIVE}
    assert work.editing.material(TITLE)
    for key in (TITLE, ARCHIVE):
        stage.upload(case, key)
    before = latest_filing(case.pk)
    services.resubmit(case.pk, reviewed=review_hash(cases.fresh(case)), by=cases.own(case))
    assert filed(latest_filing(case.pk)) == {"missing": {TITLE: "not_found", ARCHIVE: "not_found"}}
    assert filed(before) == {}
