"""One material at the counter: pages are added, turned, put in order, kept, compared."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from bundles.casework.models import Submission
from bundles.casework.selectors.compared import compared_materials
from portal.materials import tray
from tests import cases
from tests.console.originals.conftest import Counter, at_counter, helper
from tests.console.seats import Seat, text_of

M08 = "materials/M08/"


def picture(colour: tuple[int, int, int] = (200, 30, 30)) -> Any:
    return SimpleUploadedFile("拍照.jpg", cases.a_picture(colour), "image/jpeg")


def pdf() -> Any:
    return SimpleUploadedFile("合同.pdf", cases.a_pdf(2), "application/pdf")


def files_of(submission: Submission, key: str = "M08") -> list[Any]:
    return list(submission.handed_materials.filter(material_key=key, superseded_at__isnull=True))


def test_pictures_wait_in_the_tray_and_become_one_pdf(counter: Counter, draft: Submission) -> None:
    counter.post(M08, file=[picture(), picture((0, 90, 0))])
    assert (tray.pages(draft, "M08").count(), files_of(draft)) == (2, [])
    assert counter.post(f"{M08}make/").status_code == 302
    (handed,) = files_of(draft)
    assert (handed.media_type, handed.document.pages) == ("application/pdf", 2)
    assert handed.document.stored_by == "helper:WLG-ZW-01"
    assert not tray.pages(draft, "M08").exists()


def test_a_second_click_makes_no_second_pdf(counter: Counter, draft: Submission) -> None:
    counter.post(M08, file=picture())
    for _click in range(2):
        counter.post(f"{M08}make/")
    assert len(files_of(draft)) == 1


def test_a_scan_upside_down_is_turned_before_it_is_kept(
    counter: Counter, draft: Submission
) -> None:
    counter.post(M08, file=picture())
    (page,) = tray.pages(draft, "M08")
    for _turn in range(2):
        counter.post(f"{M08}pages/{page.token}/", do="right")
    page.refresh_from_db()
    assert page.turned == 2
    counter.post(f"{M08}pages/{page.token}/", do="left")
    page.refresh_from_db()
    assert page.turned == 1


def test_pages_are_put_in_order_and_thrown_away(counter: Counter, draft: Submission) -> None:
    counter.post(M08, file=[picture(), picture((0, 90, 0)), picture((0, 0, 90))])
    first, second, third = tray.pages(draft, "M08")
    counter.post(f"{M08}pages/{third.token}/", do="up")
    counter.post(f"{M08}pages/{first.token}/", do="remove")
    assert [one.token for one in tray.pages(draft, "M08")] == [third.token, second.token]
    assert counter.post(f"{M08}pages/{first.token}/", do="left").status_code == 302
    assert counter.post(f"{M08}pages/{second.token}/", do="burn").status_code == 400


def test_a_pdf_is_handed_in_at_once(counter: Counter, draft: Submission) -> None:
    counter.post(M08, file=pdf())
    (handed,) = files_of(draft)
    assert handed.name == "合同.pdf"


def test_good_files_are_kept_beside_a_bad_one_which_is_named(
    counter: Counter, draft: Submission
) -> None:
    bad = SimpleUploadedFile("说明.txt", b"x", "text/plain")
    answer = counter.post(M08, file=[picture(), bad])
    assert answer.status_code == 422
    assert "说明.txt" in text_of(answer)
    assert tray.pages(draft, "M08").count() == 1


def test_where_one_file_may_be_the_new_takes_the_place_of_the_old(
    counter: Counter, draft: Submission
) -> None:
    (old,) = files_of(draft, "M07")
    counter.post("materials/M07/", file=pdf())
    (new,) = files_of(draft, "M07")
    old.refresh_from_db()
    assert new.pk != old.pk
    assert old.superseded_at is not None


def test_comparing_says_who_and_when_and_stands_in_the_ledger(
    counter: Counter, draft: Submission
) -> None:
    counter.post(M08, file=picture())
    counter.post(f"{M08}make/", compared="1")
    found = compared_materials(draft)["M08"]
    assert found.by == "巴图"
    event = draft.events.get(kind="material.compared")
    assert event.data == {"material": "M08", "handed": [one.pk for one in files_of(draft)]}
    assert event.actor["kind"] == "helper"
    assert "与原件核对一致" in text_of(counter.get())


def test_what_came_after_the_look_is_not_compared(counter: Counter, draft: Submission) -> None:
    counter.post(M08, file=pdf())
    (seen,) = files_of(draft)
    counter.post(M08, file=SimpleUploadedFile("b.pdf", cases.a_pdf(3), "application/pdf"))
    counter.post(f"{M08}compare/", compared="1", handed=seen.pk)
    assert "M08" not in compared_materials(draft)


def test_a_tick_made_by_mistake_is_taken_back(counter: Counter, draft: Submission) -> None:
    counter.post(M08, file=pdf())
    (seen,) = files_of(draft)
    counter.post(f"{M08}compare/", compared="1", handed=seen.pk)
    counter.post(f"{M08}compare/")
    assert "M08" not in compared_materials(draft)
    assert draft.events.filter(kind="material.comparison_taken_back").count() == 1


def test_comparing_nothing_is_refused_in_words(counter: Counter) -> None:
    assert counter.post(f"{M08}compare/", compared="1", handed="7").status_code == 400


def test_files_and_pages_are_shown_as_pictures(counter: Counter, draft: Submission) -> None:
    counter.post(M08, file=[picture(), pdf()])
    (page,), (handed,) = tray.pages(draft, "M08"), files_of(draft)
    for address in (
        f"{M08}pages/{page.token}/small/",
        f"{M08}pages/{page.token}/whole/",
        f"files/{handed.pk}/pages/2/",
        f"files/{handed.pk}/small/",
    ):
        answer = counter.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg"), address
        assert "no-store" in answer["Cache-Control"]
    assert counter.get(f"files/{handed.pk}/pages/3/").status_code == 404
    whole = counter.get(f"files/{handed.pk}/")
    assert b"".join(whole.streaming_content).startswith(b"%PDF-")


def test_a_refused_file_is_shown_nowhere(counter: Counter, draft: Submission) -> None:
    counter.post(M08, file=pdf())
    (handed,) = files_of(draft)
    handed.document.scan_state = "refused"
    handed.document.save(update_fields=["scan_state"])
    assert "安全检查" in text_of(counter.get())
    assert counter.get(f"files/{handed.pk}/").status_code == 422
    assert counter.get(f"files/{handed.pk}/small/").status_code == 404


def test_only_this_page_may_use_the_camera(counter: Counter, batu: Seat) -> None:
    assert "camera=(self)" in counter.get(M08)["Permissions-Policy"]
    assert "camera=()" in batu.get("")["Permissions-Policy"]


@pytest.mark.parametrize("address", ["materials/", M08, "materials/M99/"])
def test_without_an_assistance_here_there_is_nothing(
    elsewhere: Seat, batu: Seat, draft: Submission, address: str
) -> None:
    assert elsewhere.get(f"intake/{draft.token}/{address}").status_code == 404
    lone = cases.draft()
    assert batu.get(f"intake/{lone.token}/{address}").status_code == 404


def test_another_drafts_file_is_not_in_this_one(counter: Counter) -> None:
    other = at_counter()
    stranger = other.handed_materials.filter(superseded_at__isnull=True)[0]
    for address in ("", "small/", "pages/1/"):
        assert counter.get(f"files/{stranger.pk}/{address}").status_code == 404


def test_the_applicant_never_vouches_for_their_own_copies(draft: Submission) -> None:
    from bundles.casework import services  # noqa: PLC0415
    from bundles.casework.exceptions import NotYours  # noqa: PLC0415

    (file,) = files_of(draft, "M07")
    with pytest.raises(NotYours):
        services.compare(draft.pk, material_key="M07", handed=[file.pk], by=cases.own(draft))
    services.compare(draft.pk, material_key="M07", handed=[file.pk], by=helper(draft))


def test_the_page_costs_the_same_however_much_is_there(
    counter: Counter, draft: Submission, django_assert_max_num_queries: Any
) -> None:
    counter.post(M08, file=[picture((n, 0, 0)) for n in range(5)])
    counter.get(M08)
    with django_assert_max_num_queries(32):
        counter.get(M08)
    assert Image.MAX_IMAGE_PIXELS


def test_a_colleague_who_does_not_sit_there_touches_no_page_of_the_tray(
    counter: Counter, draft: Submission
) -> None:
    counter.post(M08, file=picture())
    colleague = Counter(Seat("WLG-ZW-02"), draft)
    answer = colleague.post(M08, file=picture())
    assert answer.status_code == 409  # type: ignore[attr-defined]
    page = tray.pages(draft, "M08").get()
    colleague.post(f"{M08}pages/{page.token}/", do="remove")
    assert tray.pages(draft, "M08").get() == page
    assert "同事" in text_of(answer)


def test_numbers_of_no_file_compare_nothing(counter: Counter, draft: Submission) -> None:
    wrong = ["9" * 5000, "9" * 18, "-1", "\u00b2", "x"]
    answer = counter.post(f"{M08}compare/", handed=wrong, compared="1")
    assert answer.status_code == 400  # type: ignore[attr-defined]
    assert not compared_materials(draft)
