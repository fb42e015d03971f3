"""The workshop as two people use it: written by one, passed by the other, seen by nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bundles.casework.states import SubmissionStatus
from bundles.catalogue import editions, versions
from bundles.catalogue.edition import Edition, EditionState
from bundles.catalogue.editions import sources
from bundles.catalogue.models import BundleVersion
from bundles.catalogue.reading import open_bundle
from departments.models import Officer
from portal.accounts.models import StaffEvent
from tests import cases
from tests.catalogue.library import COMPANY_OPENING
from tests.console.seats import ULGAI_HEAD, Seat, text_of

pytestmark = pytest.mark.django_db
CODE = "company-opening"


@pytest.fixture
def current(library: None) -> Iterator[BundleVersion]:
    version = versions.current(CODE, cases.WULAGAI)
    sources.keep_of_library(version, open_bundle(COMPANY_OPENING))
    yield version
    versions.forget()


@pytest.fixture
def gaowa(library: None) -> Seat:
    """娜仁高娃, who supervises in the same hall."""
    return Seat("WLG-ZW-04")


@pytest.fixture
def edition(current: BundleVersion) -> Edition:
    author = Officer.objects.select_related("hall").get(number=ULGAI_HEAD)
    return editions.begin(current, by=author)


def address(edition: Edition, tail: str = "") -> str:
    return f"workshop/editions/{edition.pk}/{tail}"


def changed(edition: Edition) -> dict[str, str]:
    text = edition.text.replace("gather_minutes: 30", "gather_minutes: 20")
    seen = str(Edition.objects.get(pk=edition.pk).revision)
    return {"text": text, "place": edition.place, "note": "少准备几分钟", "seen": seen}


def test_two_cases_around_a_publication_finish_on_their_own_versions(
    current: BundleVersion, edition: Edition, xiulan: Seat, gaowa: Seat
) -> None:
    before = cases.in_review()
    offered = xiulan.post(address(edition, "write/"), then="offer", **changed(edition))
    assert offered.status_code == 302, text_of(offered)
    seen = Edition.objects.get(pk=edition.pk).revision
    assert gaowa.post(address(edition, "approve/"), seen=seen, when="now").status_code == 302
    newer = versions.current(CODE, cases.WULAGAI)
    assert newer.number == current.number + 1

    after = cases.in_review(cases.filed(cases.an_applicant("萨仁花")))
    assert (before.version_id, after.version_id) == (current.pk, newer.pk)
    for case in (before, after):
        done = cases.decided(case)
        assert done.state is SubmissionStatus.DECIDED
        assert done.version_id == case.version_id
    kinds = StaffEvent.objects.filter(about=CODE).order_by("at").values_list("kind", flat=True)
    assert list(kinds) == ["edition_offered", "edition_approved"]


def test_a_mistake_is_shown_with_its_line_as_one_types(edition: Edition, xiulan: Seat) -> None:
    typed = {**changed(edition), "text": edition.text.replace("\nitems:", "\nitemz:", 1)}
    found = json.loads(xiulan.post(address(edition, "check/"), **typed).content)["findings"]
    line = typed["text"][: typed["text"].index("\nitemz:")].count("\n") + 2
    assert line in [one["line"] for one in found]
    assert any("itemz" in one["problem"] for one in found)
    assert Edition.objects.get(pk=edition.pk).text == edition.text, "nothing is kept"


def test_of_two_pages_the_slower_one_keeps_both_texts(edition: Edition, xiulan: Seat) -> None:
    mine, other = changed(edition), changed(edition)
    assert xiulan.post(address(edition, "write/"), **other).status_code == 302
    mine["text"] = "# 我写的\n" + mine["text"]
    refused = xiulan.post(address(edition, "write/"), **mine)
    assert refused.status_code == 409
    told = text_of(refused)
    assert "又有了新的修改" in told
    assert "# 我写的" in told
    assert "gather_minutes: 20" in told
    assert Edition.objects.get(pk=edition.pk).text == other["text"]


def test_a_script_that_saves_is_told_the_revision_or_that_it_is_behind(
    edition: Edition, xiulan: Seat
) -> None:
    quietly = {"HTTP_ACCEPT": "application/json"}
    url, words = f"/console/{address(edition, 'write/')}", changed(edition)
    kept = xiulan.client.post(url, words, **quietly)
    assert kept.json() == {"revision": 2}
    behind = xiulan.client.post(url, {**words, "text": "x: 1"}, **quietly)
    assert behind.status_code == 409


def test_the_author_is_told_that_a_second_person_is_needed(edition: Edition, xiulan: Seat) -> None:
    xiulan.post(address(edition, "write/"), then="offer", **changed(edition))
    seen = Edition.objects.get(pk=edition.pk).revision
    refused = xiulan.post(address(edition, "approve/"), seen=seen)
    assert refused.status_code == 403
    assert "另一位负责人或督办人员" in text_of(refused)
    assert Edition.objects.get(pk=edition.pk).state == EditionState.OFFERED


def test_what_is_wrong_is_not_offered_and_told_line_by_line(edition: Edition, xiulan: Seat) -> None:
    words = {**changed(edition), "text": edition.text.replace("type: choice", "type: chioce", 1)}
    refused = xiulan.post(address(edition, "write/"), then="offer", **words)
    assert refused.status_code == 422
    told = text_of(refused)
    assert "chioce" in told
    assert "第 " in told
    assert Edition.objects.get(pk=edition.pk).text == words["text"], "kept all the same"


def test_every_page_of_an_edition_opens(edition: Edition, xiulan: Seat, gaowa: Seat) -> None:
    xiulan.post(address(edition, "write/"), **changed(edition))
    for tail in ("", "proof/", "compare/", "preview/", "preview/?shareholder_kind=corporate"):
        page = xiulan.get(address(edition, tail))
        assert page.status_code == 200, tail
        assert gaowa.get(address(edition, tail)).status_code == 200
    assert "走过的情形" in text_of(xiulan.get(address(edition, "proof/")))
    assert "营业执照" in text_of(xiulan.get(address(edition, "preview/")))
    words = text_of(xiulan.get(address(edition, "compare/")))
    assert "+gather_minutes: 20" in words


@pytest.mark.parametrize("text", ["", "- a", "{", "a: &a [*a]", "x" * 400_001])
def test_nonsense_never_breaks_a_page(edition: Edition, xiulan: Seat, text: str) -> None:
    words = {**changed(edition), "text": text}
    assert xiulan.post(address(edition, "check/"), **words).status_code == 200
    assert xiulan.post(address(edition, "write/"), **words).status_code in (302, 422)
    for tail in ("", "proof/", "compare/", "preview/"):
        assert xiulan.get(address(edition, tail)).status_code == 200


def test_an_edition_of_another_division_is_not_there(edition: Edition, library: None) -> None:
    other = Officer.objects.select_related("hall").get(number="XLHT-ZW-01")
    Officer.objects.filter(pk=other.pk).update(roles=["window", "head"])
    seat = Seat("XLHT-ZW-01")
    assert seat.get(address(edition)).status_code == 404
    assert seat.post(address(edition, "approve/"), seen=1).status_code == 404


def test_a_waiting_edition_stands_on_the_second_persons_desk(
    edition: Edition, xiulan: Seat, gaowa: Seat
) -> None:
    assert "一件事修订稿" not in text_of(gaowa.get(""))
    xiulan.post(address(edition, "write/"), then="offer", **changed(edition))
    assert "少准备几分钟" in text_of(gaowa.get(""))
    assert "少准备几分钟" not in text_of(xiulan.get(""))
