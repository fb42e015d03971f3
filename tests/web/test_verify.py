from io import BytesIO

import pytest
from django.test import Client

from bundles.issuance.models import Certificate
from bundles.issuance.services.issue import issue
from tests import cases


@pytest.fixture
def licence(library: None) -> Certificate:
    """An issued business licence."""
    issue(cases.decided().pk)
    return Certificate.objects.get(work_item__key="E1")


def the_pdf(licence: Certificate) -> BytesIO:
    assert licence.paper is not None
    file = BytesIO(licence.paper.open().read())
    file.name = "营业执照.pdf"
    return file


def test_number_and_code_show_what_it_is_and_that_it_holds(
    client: Client, licence: Certificate
) -> None:
    form = {"number": licence.number.lower(), "code": licence.check_code}
    page = client.post("/verify/", form).content.decode()
    assert "核验通过：有效" in page
    assert licence.holder_shown in page
    assert licence.issuer in page


def test_readers_of_english_are_told_what_the_printed_words_mean(
    client: Client, licence: Certificate
) -> None:
    form = {"number": licence.number, "code": licence.check_code}
    page = client.post("/verify/", form, headers={"accept-language": "en"}).content.decode()
    assert "Business licence (营业执照)" in page
    assert "Company registration (公司设立登记)" in page
    assert f"({licence.issuer})" in page


def test_the_link_of_the_qr_code_does_the_same(client: Client, licence: Certificate) -> None:
    page = client.get("/verify/", {"number": licence.number, "code": licence.check_code})
    assert "核验通过：有效" in page.content.decode()


def test_a_wrong_code_and_an_unknown_number_look_alike(
    client: Client, licence: Certificate
) -> None:
    wrong = client.post("/verify/", {"number": licence.number, "code": "AAAA-AAAA"})
    unknown = client.post("/verify/", {"number": "ZZ1", "code": licence.check_code})
    alone = client.post("/verify/", {"number": licence.number, "code": ""})
    for answer in (wrong, unknown, alone):
        assert answer.status_code == 404
        assert "核验不通过" in answer.content.decode()
        assert licence.issuer not in answer.content.decode()


def test_the_issued_file_passes_and_one_changed_byte_fails(
    client: Client, licence: Certificate
) -> None:
    assert "完全一致" in client.post("/verify/", {"pdf": the_pdf(licence)}).content.decode()
    changed = BytesIO(the_pdf(licence).getvalue()[:-1] + b"?")
    changed.name = "营业执照.pdf"
    answer = client.post("/verify/", {"pdf": changed})
    assert answer.status_code == 404
    assert "被改动过" in answer.content.decode()


def test_a_huge_file_is_refused_in_words(client: Client, library: None, settings: object) -> None:
    settings.DOCUMENT_MAX_BYTES = 1024  # type: ignore[attr-defined]
    big = BytesIO(b"%PDF" + b"x" * 5000)
    big.name = "大.pdf"
    answer = client.post("/verify/", {"pdf": big})
    assert answer.status_code == 422
    assert "“大.pdf”太大" in answer.content.decode()


@pytest.mark.parametrize("number", ["", "\0", "' OR 1=1 --", "Z" * 9000])
def test_nonsense_is_answered_in_words(client: Client, library: None, number: str) -> None:
    assert client.post("/verify/", {"number": number, "code": "\0x"}).status_code in (404, 422)


def test_an_empty_form_says_what_to_fill_in(client: Client, library: None) -> None:
    answer = client.post("/verify/", {})
    assert answer.status_code == 422
    assert "请填写编号和校验码" in answer.content.decode()
