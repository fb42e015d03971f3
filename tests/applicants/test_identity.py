from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from applicants.identity import (
    IdentityKind,
    identity_kind,
    mask_id,
    mask_name,
    mask_phone,
    region_known,
    validate_organisation_name,
    validate_person_name,
    validate_phone,
    validate_resident_id,
    validate_uscc,
)
from tests.applicants.samples import (
    BANNER_USCC,
    COMPANY_USCC,
    LEAGUE_USCC,
    MENGKE_ID,
    SARULA_ID,
    SOLE_TRADER_USCC,
    resident_id,
)

VALIDATORS = [
    validate_resident_id,
    validate_uscc,
    validate_phone,
    validate_person_name,
    validate_organisation_name,
]
ALPHABETS = ["0123456789X", "0123456789ABCDEFGHJKLMNPQRTUWXY", "0123456789-+ ", "０９Ｘ²٣x\0\ud800"]
texts = st.text() | st.sampled_from(ALPHABETS).flatmap(
    lambda letters: st.text(letters, max_size=20)
)
anything = (
    texts | st.none() | st.integers() | st.floats() | st.binary() | st.dates() | st.lists(st.text())
)


@pytest.mark.parametrize("validate", VALIDATORS)
@given(value=anything)
@example(value="152571199003072518")
@example(value="00000000000000000X")
@example(value="15253119900229251X")
@example(value="9" * 100_000)
@example(value="\ud800" * 18)
def test_no_input_makes_a_validator_raise_anything_but_a_validation_error(
    validate: Callable[[object], str], value: object
) -> None:
    refusal = None
    try:
        accepted = validate(value)
    except ValidationError as error:
        refusal = error
    if refusal:
        assert refusal.code
        assert all(refusal.messages)
    else:
        assert validate(accepted) == accepted


@given(st.dates().filter(lambda day: 1880 <= day.year <= 2025), st.integers(0, 999), st.data())
def test_every_region_and_every_year_of_birth_is_accepted(
    day: object, sequence: int, data: st.DataObject
) -> None:
    region = data.draw(st.integers(100000, 999999))
    number = resident_id(f"{region}{day:%Y%m%d}{sequence:03d}")
    assert validate_resident_id(number) == number


@pytest.mark.parametrize("number", [SARULA_ID, MENGKE_ID])
def test_demo_residents_are_accepted(number: str) -> None:
    assert validate_resident_id(number) == number


def test_a_resident_of_wulagai_is_accepted() -> None:
    """Region 152571 is a statistical unit no list knows; python-stdnum raises KeyError on it."""
    number = resident_id("15257119900307251")
    assert validate_resident_id(number) == number
    assert region_known(number)


def test_someone_born_in_1948_is_accepted() -> None:
    number = resident_id("15212719480517002")
    assert validate_resident_id(number) == number


def test_an_unknown_region_is_only_a_hint() -> None:
    number = resident_id("99000019900307251")
    assert validate_resident_id(number) == number
    assert not region_known(number)


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
def test_residents_from_hong_kong_macao_and_taiwan_are_accepted(region: str) -> None:
    number = resident_id(f"{region}19900307251")
    assert validate_resident_id(number) == number
    assert region_known(number)
    assert identity_kind(number) is IdentityKind.RESIDENCE_PERMIT


def test_keyboards_and_copying_are_forgiven() -> None:
    number = resident_id("15252519900307001")
    while not number.endswith("X"):
        number = resident_id(f"{int(number[:17]) + 1}")
    typed = f" {number[:6]} {number[6:14]}－{number[14:17]}ｘ\n"
    assert validate_resident_id(typed) == number


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("152531199003072519", "校验位"),
        ("152531199013072518", "出生日期"),
        ("152531199002302518", "出生日期"),
        ("152531299003072518", "出生日期"),
        ("152531900307251", "15位"),
        ("15253119900307251", "18位"),
        ("", "18位"),
    ],
)
def test_a_wrong_number_is_told_what_is_wrong_without_being_repeated(
    number: str, says: str
) -> None:
    with translation.override("zh-hans"), pytest.raises(ValidationError) as error:
        validate_resident_id(number)
    assert error.value.code == "resident_id"
    assert says in error.value.message
    assert not number or number not in error.value.message


@pytest.mark.parametrize("code", [COMPANY_USCC, SOLE_TRADER_USCC, BANNER_USCC, LEAGUE_USCC])
def test_demo_codes_of_organisations_are_accepted(code: str) -> None:
    assert validate_uscc(code.lower()) == code


@pytest.mark.parametrize("code", ["91152531MADEM0011X", "0" * 18, "91152531MADEMO011W", "9115"])
def test_a_wrong_code_of_an_organisation_is_refused(code: str) -> None:
    with pytest.raises(ValidationError) as error:
        validate_uscc(code)
    assert error.value.code == "uscc"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("13847983210", "13847983210"),
        ("+86 138-4798-3210", "13847983210"),
        ("(0479) 335 1234", "0479-3351234"),
        ("010-65001234", "010-65001234"),
    ],
)
def test_phones_are_brought_into_one_form(typed: str, number: str) -> None:
    assert validate_phone(typed) == number


@pytest.mark.parametrize("typed", ["12345678901", "1384798321", "3351234", "+1 212 555 0100"])
def test_what_is_no_phone_here_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        validate_phone(typed)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("李晓敏", "李*敏"),
        ("欧阳娜娜", "欧**娜"),
        ("乌云其木格", "乌***格"),
        ("阿不都·热合曼", "阿*****曼"),
        ("𬀩𪨊", "𬀩*"),
        ("葛󠄀城", "葛󠄀*"),
        ("Temuulen Bat", "T******* B**"),
        ("O", "*"),
        ("张", "*"),
        ("", ""),
    ],
)
def test_names_are_masked(name: str, masked: str) -> None:
    assert mask_name(name) == masked


def test_numbers_are_masked() -> None:
    assert mask_id(SARULA_ID) == "1525**********2518"
    assert mask_phone("13847983210") == "138****3210"
    assert mask_phone("0479-3351234") == "0479-***1234"
    assert mask_id("1234") == "****"


@given(st.text())
def test_masking_takes_anything_and_never_shows_a_whole_word(text: str) -> None:
    for mask in (mask_name, mask_id, mask_phone):
        masked = mask(text)
        assert not text.strip() or "*" in masked or mask is mask_phone


@pytest.mark.parametrize("name", ["", " \n", "张\0三", "张\ud800", "张" * 51, None])
def test_a_name_that_cannot_be_kept_is_refused(name: object) -> None:
    with pytest.raises(ValidationError):
        validate_person_name(name)


def test_rare_and_mongolian_letters_are_names_like_any_other() -> None:
    for name in ("\U0002ebf0\U00031350", "ᠪᠠᠭᠠᠲᠤᠷ᠎ᠠ", "王 小明"):
        assert validate_person_name(f" {name} ") == name
