"""The applicant confirms, on their own screen or on paper; then it is filed and printed."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from applicants.models import Document
from bundles.casework import services
from bundles.casework.models import AssistanceEnding, Signature, SigningMethod
from bundles.casework.selectors.assistance import confirmation_of
from tests import cases
from tests.console.intake.counter import AGREED, begun, confirmed, filled, helper, page, screen
from tests.console.seats import Seat, text_of


def test_an_unfinished_form_is_put_before_nobody(batu: Seat) -> None:
    draft = begun(batu)
    answer = batu.client.post(f"/console/{page(draft, 'ask/')}", follow=True)
    assert "没有填好" in text_of(answer)
    assert confirmation_of(draft) is None


def test_the_applicant_follows_on_their_own_screen_with_numbers_masked(batu: Seat) -> None:
    draft = filled(batu)
    shown = text_of(Seat(None).client.get(screen(draft)))
    assert "乳制品加工" in shown
    assert draft.applicant.id_number not in shown
    assert draft.applicant.phone not in shown


def test_the_applicant_ticks_and_signs_on_their_own_screen(batu: Seat) -> None:
    draft = filled(batu)
    batu.post(page(draft, "ask/"))
    phone = Seat(None).client
    assert "请您核对" in text_of(phone.get(screen(draft)))
    assert phone.post(screen(draft), {"agree": AGREED[:1]}).status_code == 422
    for _click in range(2):
        phone.post(screen(draft), {"agree": AGREED})
    assert Signature.objects.get().method == SigningMethod.BESIDE


def test_filed_only_once_everybody_has_confirmed(batu: Seat) -> None:
    draft = filled(batu)
    batu.post(page(draft, "ask/"))
    batu.post(page(draft, "file/"))
    assert cases.fresh(draft).number is None
    confirmed(draft)
    urls = {batu.post(page(draft, "file/")).url for _click in range(2)}
    filed = cases.fresh(draft)
    assert urls == {f"/console/cases/{filed.number}/receipt/"}
    assert (filed.status, filed.clerk) == ("submitted", "WLG-ZW-01")


def test_filed_the_applicants_screen_tells_the_number_and_nothing_else(batu: Seat) -> None:
    draft = filled(batu)
    batu.post(page(draft, "ask/"))
    confirmed(draft)
    batu.post(page(draft, "file/"))
    shown = text_of(Seat(None).client.get(screen(draft)))
    assert str(cases.fresh(draft).number) in shown
    assert "乳制品加工" not in shown


def test_the_others_sign_before_the_clerk_from_their_originals(batu: Seat) -> None:
    draft = filled(batu)
    batu.post(page(draft, "ask/"))
    own = confirmation_of(draft)
    assert own is not None
    other = own.round.requests.exclude(pk=own.pk).earliest("pk")
    batu.post(page(draft, f"sign/{other.number}/"), id_number=own.id_number)
    assert not Signature.objects.exists()
    batu.post(page(draft, f"sign/{other.number}/"), id_number=other.id_number)
    assert Signature.objects.get().method == SigningMethod.COUNTER
    assert batu.post(page(draft, f"sign/{own.number}/"), id_number=own.id_number).status_code == 404


def test_signed_on_paper_the_scan_is_kept_and_named(batu: Seat) -> None:
    draft = filled(batu)
    batu.post(page(draft, "ask/"))
    own = confirmation_of(draft)
    assert own is not None
    printed = batu.get(page(draft, "application.pdf"))
    assert printed["Content-Type"] == "application/pdf"
    numbers = [one.number for one in own.round.requests.all()]

    def sent(agree: list[str]) -> None:
        scan = SimpleUploadedFile("申请表.pdf", cases.a_pdf(3), "application/pdf")
        batu.post(page(draft, "paper/"), scan=scan, signed=numbers, agree=agree)

    sent(AGREED[:2])
    assert not Signature.objects.exists()
    sent(AGREED)
    assert Signature.objects.count() == len(numbers)
    assert all(one.token["paper"] for one in Signature.objects.all())
    assert batu.post(page(draft, "file/")).url.endswith("/receipt/")


def test_every_print_can_be_made_again(batu: Seat) -> None:
    filed = cases.filed()
    for _time in range(2):
        shown = batu.get(f"cases/{filed.number}/receipt/")
        assert "没打出来" in text_of(shown)
        label = batu.get(f"cases/{filed.number}/label.pdf")
        assert label["Content-Type"] == "application/pdf"


def test_put_aside_the_applicants_screen_shows_nothing_more(batu: Seat) -> None:
    draft = filled(batu)
    address = screen(draft)
    batu.post(page(draft, "aside/"))
    shown = Seat(None).client.get(address)
    assert "乳制品加工" not in text_of(shown)
    assert Seat(None).client.get(f"{address}now/").status_code == 205


def test_a_waiting_case_is_mended_with_the_applicant_there(batu: Seat) -> None:
    filed = cases.filed()
    answer = batu.verb(filed, "mend")
    assert answer.url == f"/console/intake/{filed.token}/"
    assert "当场更正" in text_of(batu.get(page(filed)))
    assert cases.fresh(filed).status == "draft"


def test_a_stale_page_mends_nothing(batu: Seat) -> None:
    filed = cases.filed()
    assert batu.verb(filed, "mend", seen=filed.revision - 1).status_code == 409


def test_nobody_signs_for_others_from_the_seat_they_work_at(batu: Seat) -> None:
    draft = filled(batu)
    batu.post(page(draft, "ask/"))
    assert "不能签字" in text_of(batu.client.get(screen(draft)))
    assert batu.client.post(screen(draft), {"agree": AGREED}).status_code == 403
    asked = confirmation_of(draft)
    assert asked is not None
    for other in asked.round.requests.all():
        typed = {"name": other.name, "id_number": other.id_number, "agree": "on"}
        assert batu.client.post(f"/sign/{other.secret}/", typed).status_code == 403
    assert not Signature.objects.exists()


def test_a_colleague_who_does_not_sit_there_takes_in_no_signed_paper(
    batu: Seat, library: None
) -> None:
    draft = filled(batu)
    batu.post(page(draft, "ask/"))
    colleague, before = Seat("WLG-ZW-02"), Document.objects.count()
    scan = SimpleUploadedFile("signed.pdf", cases.a_pdf(1))
    fields = {"scan": scan, "signed": ["1", "9" * 5000], "agree": AGREED}
    assert colleague.post(page(draft, "paper/"), **fields).status_code == 302
    assert Document.objects.count() == before
    assert not Signature.objects.exists()


def test_a_helper_prints_what_they_helped_with_and_nothing_else(batu: Seat) -> None:
    here = Seat("WLG-ZW-05")
    theirs = filled(batu)
    by = helper(theirs, "WLG-ZW-05")
    services.end_assistance(theirs.pk, ending=AssistanceEnding.PUT_ASIDE, by=helper(theirs))
    services.assist(theirs.pk, present=theirs.applicant, by=by)
    here.post(page(theirs, "ask/"))
    confirmed(theirs)
    here.post(page(theirs, "file/"))
    number, other = cases.fresh(theirs).number, cases.filed().number
    assert here.get(f"cases/{number}/label.pdf").status_code == 200
    for rest in ("receipt/", "label.pdf", "receipt/1.pdf"):
        assert here.get(f"cases/{other}/{rest}").status_code == 404
