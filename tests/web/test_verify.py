import io
import re
from io import BytesIO
from typing import Any

import pytest
import segno
from django.core.cache import cache
from django.test import Client
from PIL import Image

from bundles.issuance.making import context_of
from bundles.issuance.models import Certificate
from bundles.issuance.services.issue import issue
from bundles.papers.models import Paper
from bundles.papers.services import print_due
from portal.web.views import verify
from tests import cases


@pytest.fixture(autouse=True)
def unhurried() -> Any:
    cache.clear()


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


def path_of(licence: Certificate) -> str:
    return "/V/" + context_of(licence).link.partition("/V/")[2]


def photograph(text: str, *, form: str = "JPEG", turn: int = 12) -> BytesIO:
    """A QR code somewhat askew on a grey table."""
    drawn = io.BytesIO()
    segno.make(text, error="l", micro=False).save(drawn, kind="png", scale=6, border=4)
    code = Image.open(drawn).convert("L").rotate(turn, expand=True, fillcolor=255)
    table = Image.new("L", (code.width + 300, code.height + 200), 170)
    table.paste(code, (180, 90))
    file = BytesIO()
    table.save(file, form)
    file.seek(0)
    file.name = f"照片.{form.lower()}"
    return file


def test_number_and_code_show_what_it_is_and_that_it_holds(
    client: Client, licence: Certificate
) -> None:
    form = {"number": licence.number.lower(), "code": licence.check_code}
    page = client.post("/verify/", form).content.decode()
    assert "核验通过：有效" in page
    assert licence.holder_shown in page
    assert licence.issuer in page
    assert "编号和校验码与签发记录一致" in page
    assert "不是国家电子印章" in page


def test_readers_of_english_are_told_what_the_printed_words_mean(
    client: Client, licence: Certificate
) -> None:
    form = {"number": licence.number, "code": licence.check_code}
    page = client.post("/verify/", form, headers={"accept-language": "en"}).content.decode()
    assert "Business licence (营业执照)" in page
    assert "Company registration (公司设立登记)" in page
    assert f"({licence.issuer})" in page


def test_the_code_on_the_paper_opens_the_answer(client: Client, licence: Certificate) -> None:
    page = client.get(path_of(licence)).content.decode()
    assert "核验通过：有效" in page
    assert "二维码的签名由本平台的密钥生成" in page
    assert re.search(r"签名密钥：[0-9a-f]{8}", page)


def test_a_changed_code_is_told_as_altered(client: Client, licence: Certificate) -> None:
    path = path_of(licence)
    answer = client.get(path[:-9] + ("A" if path[-9] != "A" else "B") + path[-8:])
    assert answer.status_code == 404
    assert "被改动过" in answer.content.decode()
    assert licence.issuer not in answer.content.decode()


@pytest.mark.parametrize("path", ["/V/x", "/V/AAAA", "/V/" + "A" * 3000, "/V/%E4%B8%80"])
def test_any_other_code_is_told_as_not_ours(client: Client, library: None, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "这不是本平台文书上的二维码" in answer.content.decode()


@pytest.mark.parametrize(("form", "turn"), [("JPEG", 12), ("PNG", 0), ("PNG", 200)])
def test_a_photograph_of_the_code_is_read_on_the_server(
    client: Client, licence: Certificate, form: str, turn: int
) -> None:
    picture = photograph(context_of(licence).link, form=form, turn=turn)
    before = Paper.objects.count()
    page = client.post("/verify/", {"picture": picture}).content.decode()
    assert "核验通过：有效" in page
    assert licence.number in page
    assert Paper.objects.count() == before


def test_a_photograph_chosen_as_a_file_is_read_too(client: Client, licence: Certificate) -> None:
    page = client.post("/verify/", {"pdf": photograph(context_of(licence).link)})
    assert "核验通过：有效" in page.content.decode()


def test_a_photograph_without_a_code_says_how_to_take_a_better_one(
    client: Client, library: None
) -> None:
    answer = client.post("/verify/", {"picture": BytesIO(cases.a_picture())})
    assert answer.status_code == 422
    assert "没有找到二维码" in answer.content.decode()


def test_somebody_elses_code_and_a_site_that_imitates_ours_do_not_pass(
    client: Client, licence: Certificate
) -> None:
    wifi = client.post("/verify/", {"picture": photograph("WIFI:S:hall;;")})
    assert (wifi.status_code, "这不是本平台" in wifi.content.decode()) == (404, True)
    link = f"HTTPS://EVIL.EXAMPLE{path_of(licence)}"
    imitated = client.post("/verify/", {"picture": photograph(link)})
    assert (imitated.status_code, "不要采信" in imitated.content.decode()) == (404, True)


def test_a_picture_too_large_to_look_at_is_refused_in_words(
    client: Client, library: None, settings: Any
) -> None:
    settings.DOCUMENT_MAX_PIXELS = 10_000
    answer = client.post("/verify/", {"picture": photograph("x")})
    assert answer.status_code == 422
    assert "降低分辨率" in answer.content.decode()


def test_a_broken_picture_is_refused_in_words(client: Client, library: None) -> None:
    broken = BytesIO(b"\xff\xd8\xff" + b"\0" * 500)
    broken.name = "x.jpg"
    assert client.post("/verify/", {"picture": broken}).status_code == 422


def test_a_receipt_is_told_as_genuine_and_leads_to_the_progress(
    client: Client, library: None
) -> None:
    submission = cases.filed()
    print_due(submission.pk)
    receipt = Paper.objects.get()
    page = client.post("/verify/", {"pdf": BytesIO(receipt.open().read())}).content.decode()
    assert "核验通过：真实" in page
    assert receipt.number in page
    assert f"/progress/?number={submission.number}" in page
    assert submission.applicant.name not in page


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
    page = client.post("/verify/", {"pdf": the_pdf(licence)}).content.decode()
    assert "完全一致" in page
    assert "文件里的电子签名完好" in page
    changed = BytesIO(the_pdf(licence).getvalue()[:-1] + b"?")
    changed.name = "营业执照.pdf"
    answer = client.post("/verify/", {"pdf": changed})
    assert answer.status_code == 404
    assert "被改动过" in answer.content.decode()


def test_a_huge_file_is_refused_in_words(client: Client, library: None, settings: Any) -> None:
    settings.DOCUMENT_MAX_BYTES = 1024
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


def test_who_asks_all_too_often_is_asked_to_wait(
    client: Client, library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "PER_MINUTE", 3)
    asked = [client.get("/V/AAAA").status_code for _ in range(8)]
    assert set(asked[:3]) == {404}
    assert 429 in asked
    assert client.get("/verify/").status_code == 200  # the page itself is never closed


def test_the_program_comes_with_the_keys_in_it(client: Client, library: None) -> None:
    keys = client.get("/verify/keys.json").json()
    program = client.get("/verify/verify.py")
    assert program["Content-Disposition"] == 'attachment; filename="verify.py"'
    assert keys["keys"][0]["public"] in program.content.decode()
    compile(program.content, "verify.py", "exec")
