"""Looking behind the mask: with a reason, written down, once."""

from bundles.casework.models import Submission
from portal.accounts.models import DisclosureEntry
from tests import cases
from tests.console.seats import Seat, text_of

REASON = "核对身份证件原件"


def personal_values(submission: Submission) -> list[str]:
    blocks = cases.fresh(submission).answers["blocks"]
    return [blocks["legal_representative"]["id_number"], blocks["staff"][0]["id_number"]]


def test_numbers_are_masked_until_there_is_a_reason(batu: Seat, filed: Submission) -> None:
    hidden = text_of(batu.case(filed))
    shown = text_of(batu.verb(filed, "unmask", reason=REASON))
    for value in personal_values(filed):
        assert value not in hidden
        assert f"{value[:4]}**********{value[-4:]}" in hidden
        assert value in shown
    assert personal_values(filed)[0] not in text_of(batu.case(filed))


def test_every_look_is_an_entry_of_its_own(batu: Seat, filed: Submission) -> None:
    batu.verb(filed, "unmask", reason=REASON)
    batu.verb(filed, "unmask", reason=REASON)
    entries = DisclosureEntry.objects.filter(subject_kind="submission", subject_id=filed.number)
    assert entries.count() == 2
    entry = entries[0]
    assert (entry.reason, entry.actor["id"]) == (REASON, "WLG-ZW-01")


def test_no_browser_keeps_what_was_shown(batu: Seat, filed: Submission) -> None:
    assert "no-store" in batu.verb(filed, "unmask", reason=REASON)["Cache-Control"]


def test_without_a_reason_nothing_is_shown(batu: Seat, filed: Submission) -> None:
    for reason in ("", "   ", "看看"):
        response = batu.verb(filed, "unmask", reason=reason)
        assert response.status_code == 422
        assert "请写明查看理由" in text_of(response)
        assert personal_values(filed)[0] not in text_of(response)
    assert not DisclosureEntry.objects.exists()


def test_another_halls_case_does_not_exist(elsewhere: Seat, filed: Submission) -> None:
    assert elsewhere.verb(filed, "unmask", reason=REASON).status_code == 404
    assert not DisclosureEntry.objects.exists()


def test_a_number_nobody_has_is_not_found(batu: Seat, filed: Submission) -> None:
    response = batu.post("cases/YJS152571202611230099994/unmask/", reason=REASON)
    assert response.status_code == 404


def test_unmasking_is_posted(batu: Seat, filed: Submission) -> None:
    response = batu.get(f"cases/{filed.number}/unmask/", reason=REASON)
    assert response.status_code == 405
    assert not DisclosureEntry.objects.exists()


def test_a_stranger_is_sent_to_sign_in(nobody: Seat, filed: Submission) -> None:
    response = nobody.verb(filed, "unmask", reason=REASON)
    assert response["Location"].startswith("/console/login/")
