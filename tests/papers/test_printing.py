"""Every paper prints, the same bytes every time, and survives what people really write."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from bundles.papers.certificates import BusinessLicence, InsuranceNotice, StaffLine
from bundles.papers.contexts import Correction, DefectLine, Receipt, Rejection
from bundles.papers.exceptions import PaperIncomplete, PersonalDataOnPaper, UnprintableText
from bundles.papers.glyphs import missing
from bundles.papers.kinds import PaperKind
from bundles.papers.printing import render
from tests.papers.samples import CASE, SAMPLES, sample

LONG_NAME = (
    "内蒙古自治区锡林郭勒盟乌拉盖管理区"
    + "草原生态农牧业综合开发与民族文化旅游" * 4
    + "有限责任公司"
)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


@pytest.mark.parametrize("kind", PaperKind)
def test_every_kind_of_paper_prints_with_its_title_and_the_word_demo(kind: PaperKind) -> None:
    printed = text_of(render(sample(kind)))
    assert sample(kind).title in printed or "营业执照" in printed
    assert "非国家电子印章" in printed
    assert "演示" in printed


@pytest.mark.parametrize("kind", PaperKind)
def test_the_same_context_gives_the_same_bytes(kind: PaperKind) -> None:
    assert render(sample(kind)) == render(sample(kind))


def test_samples_cover_every_kind() -> None:
    assert set(SAMPLES) == set(PaperKind)


def test_a_paper_is_pdf_a_2b_dated_by_its_own_day_and_embeds_only_the_one_font() -> None:
    reader = PdfReader(io.BytesIO(render(sample(PaperKind.RECEIPT))))
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert b"<pdfaid:part>2</pdfaid:part>" in xmp.stream.get_data()
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in xmp.stream.get_data()
    assert reader.metadata is not None
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2026, 11, 23)
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("NotoSansCJK" in name for name in fonts), fonts


def test_every_page_carries_case_number_and_page_numbers() -> None:
    notice = sample(PaperKind.CORRECTION)
    assert isinstance(notice, Correction)
    many = tuple(DefectLine(about=f"材料 {n}", text="请补传清晰的扫描件。" * 4) for n in range(50))
    pages = PdfReader(io.BytesIO(render(replace(notice, defects=many)))).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        text = page.extract_text().replace(" ", "").replace("\n", "")
        assert CASE in text
        assert f"第{number}页" in text
        assert f"共{len(pages)}页" in text


def test_fifty_staff_and_a_very_long_name_lose_nothing() -> None:
    notice = sample(PaperKind.INSURANCE_NOTICE)
    assert isinstance(notice, InsuranceNotice)
    staff = tuple(StaffLine(name=f"职工{n:02d}", identity="1525**********2518") for n in range(50))
    printed = text_of(render(replace(notice, holder=LONG_NAME, staff=staff)))
    assert LONG_NAME in printed
    assert all(f"职工{n:02d}" in printed for n in range(50))


@pytest.mark.parametrize("length", [20, 300, 900, 1800])
def test_a_licence_stays_on_one_page_whatever_the_scope(length: int) -> None:
    licence = sample(PaperKind.BUSINESS_LICENCE)
    assert isinstance(licence, BusinessLicence)
    scope = ("牲畜销售；饲料原料销售；农产品的生产、销售、加工、运输；" * 80)[:length]
    pdf = render(replace(licence, holder=LONG_NAME, scope=scope, address=LONG_NAME))
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert scope in text_of(pdf)


def test_rare_characters_and_ethnic_names_are_printed() -> None:
    receipt = sample(PaperKind.RECEIPT)
    names = "𠮷野 䶮 㛃 阿卜杜勒·热西提"
    printed = text_of(render(replace(receipt, applicant=names)))
    assert names.replace(" ", "") in printed


def test_an_unprintable_character_is_refused_by_name() -> None:
    receipt = sample(PaperKind.RECEIPT)
    assert isinstance(receipt, Receipt)
    with pytest.raises(UnprintableText) as refused:
        render(replace(receipt, applicant="敖登ᠮ\ue000公司"))
    assert refused.value.code == "unprintable_text"
    assert refused.value.characters == "ᠮ\ue000"
    assert "U+182E" in str(refused.value)


def test_missing_names_each_character_once_in_order() -> None:
    assert missing("乌拉盖\n") == ""
    assert missing("a😀b\x00😀") == "😀\x00"


def test_a_number_copied_from_a_paper_is_the_number() -> None:
    printed = text_of(render(sample(PaperKind.SEAL_FILING)))
    for piece in ("YZ152571202600000017", "1525710000005", "7QK4-M2XP", CASE):
        assert piece in printed


def test_lines_typed_in_a_browser_are_printed_as_lines() -> None:
    licence = replace(sample(PaperKind.BUSINESS_LICENCE), scope="牲畜销售；\r\n草种植；\t饲料销售")
    printed = text_of(render(licence))
    assert "牲畜销售；草种植；饲料销售" in printed


def test_markup_in_an_answer_is_printed_not_obeyed() -> None:
    nasty = '#panic("x") *粗* $1/0$ @label <tag> \\ // `raw`'
    receipt = replace(sample(PaperKind.RECEIPT), applicant=nasty)
    assert '#panic("x")' in text_of(render(receipt))


def test_a_paper_without_something_it_must_say_is_not_made() -> None:
    rejection = sample(PaperKind.REJECTION)
    assert isinstance(rejection, Rejection)
    with pytest.raises(PaperIncomplete) as refused:
        replace(rejection, grounds=())
    assert refused.value.field == "grounds"
    with pytest.raises(PaperIncomplete):
        replace(rejection, review_body="  ")


def test_a_whole_identity_number_never_reaches_paper() -> None:
    with pytest.raises(PersonalDataOnPaper) as refused:
        replace(sample(PaperKind.RECEIPT), identity="152531199003072518")
    assert refused.value.field == "identity"


def test_a_registration_is_refused_in_the_words_of_registration() -> None:
    printed = text_of(render(sample(PaperKind.REJECTION)))
    assert "不予登记决定书" in printed
    assert "许可" not in printed
    assert "六十日内" in printed
    assert "六个月内" in printed
