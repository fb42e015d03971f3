"""Files and papers of a case, streamed to its own hall."""

from bundles.casework import services
from bundles.casework.models import HandedMaterial, Submission
from bundles.casework.services import Defect
from bundles.issuance import services as issuance
from bundles.issuance.models import Certificate
from bundles.papers.services import print_due
from tests import cases
from tests.console.seats import Seat, text_of


def handed(submission: Submission) -> HandedMaterial:
    return submission.handed_materials.order_by("id")[0]


def address(submission: Submission, sha256: str) -> str:
    return f"cases/{submission.number}/materials/{sha256}/"


def test_a_file_handed_in_opens_from_its_link(batu: Seat, filed: Submission) -> None:
    file = handed(filed)
    link = f"/console/{address(filed, file.sha256)}"
    assert link in batu.case(filed).content.decode()
    response = batu.client.get(link)
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


def test_another_hall_finds_no_file(elsewhere: Seat, filed: Submission) -> None:
    assert elsewhere.get(address(filed, handed(filed).sha256)).status_code == 404


def test_another_cases_file_is_not_in_this_one(batu: Seat, filed: Submission) -> None:
    other = cases.filed()
    assert batu.get(address(filed, handed(other).sha256)).status_code == 404


def test_what_was_uploaded_but_not_handed_in_is_not_the_windows_business(
    batu: Seat, filed: Submission
) -> None:
    defects = [Defect("material:M08", "缺少签字，请补签。")]
    services.return_for_correction(filed.pk, seen=filed.revision, defects=defects, by=cases.clerk())
    fresh = cases.a_document(filed.applicant)
    services.attach(filed.pk, material_key="M08", document=fresh, by=cases.own(filed))
    assert batu.get(address(filed, fresh.sha256)).status_code == 404


def test_a_hash_nobody_has_is_not_found(batu: Seat, filed: Submission) -> None:
    assert batu.get(address(filed, "0" * 64)).status_code == 404
    assert batu.get(address(filed, "not-a-hash")).status_code == 404


def test_looking_is_not_posted(batu: Seat, filed: Submission) -> None:
    assert batu.post(address(filed, handed(filed).sha256)).status_code == 405


def test_a_file_the_scanner_refused_stays_shut(batu: Seat, filed: Submission) -> None:
    document = handed(filed).document
    document.scan_state = "refused"
    document.save(update_fields=["scan_state"])
    response = batu.get(address(filed, document.sha256))
    assert response.status_code == 422
    assert "安全检查" in text_of(response)


def test_a_file_the_vault_has_lost_is_told_in_words(batu: Seat, filed: Submission) -> None:
    file = handed(filed)
    lost = "f" * 64
    filing = filed.filings.get()
    filing.content["materials"][0]["sha256"] = lost
    filing.save(update_fields=["content"])
    HandedMaterial.objects.filter(pk=file.pk).update(sha256=lost)
    file.document.sha256 = lost
    file.document.save(update_fields=["sha256"])
    response = batu.get(address(filed, lost))
    assert response.status_code == 503
    assert "文件暂时无法打开" in text_of(response)


def test_a_stranger_is_sent_to_sign_in(nobody: Seat, filed: Submission) -> None:
    response = nobody.get(address(filed, handed(filed).sha256))
    assert response["Location"].startswith("/console/login/")


def test_papers_open_at_the_own_window_only(batu: Seat, elsewhere: Seat, filed: Submission) -> None:
    (receipt,) = print_due(filed.pk)
    address = f"cases/{filed.number}/papers/{receipt.pk}.pdf"
    assert "申请材料收件回执" in text_of(batu.case(filed))
    assert b"".join(batu.get(address).streaming_content).startswith(b"%PDF-")
    assert elsewhere.get(address).status_code == 404
    other = cases.filed()
    assert batu.get(f"cases/{other.number}/papers/{receipt.pk}.pdf").status_code == 404
    assert batu.post(address).status_code == 405


def test_a_result_opens_only_once_it_is_issued(batu: Seat) -> None:
    submission = cases.decided()
    batch = issuance.reserve(submission.pk)
    assert batch is not None
    issuance.produce(batch.pk)
    paper = Certificate.objects.filter(batch=batch)[0].paper
    assert paper is not None
    address = f"cases/{submission.number}/papers/{paper.pk}.pdf"
    assert batu.get(address).status_code == 404
    issuance.finish(batch.pk)
    assert b"".join(batu.get(address).streaming_content).startswith(b"%PDF-")
