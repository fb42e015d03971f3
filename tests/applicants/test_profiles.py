import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants import profiles
from applicants.exceptions import IdentityFixed
from applicants.models import Applicant, IdentityLevel, Profile
from applicants.selectors import PROFILE_KEYS, profile
from applicants.services import confirm
from tests.applicants.samples import MENGKE_ID

TOLD = {
    "address_division": "152571000000",
    "address": "巴音胡硕镇振兴路 1 号",
    "postcode": "026321",
    "email": "sarula@example.com",
}


def test_the_profile_begins_with_what_was_registered(sarula: Applicant) -> None:
    assert profile(sarula) == {
        "name": "萨茹拉",
        "id_number": sarula.id_number,
        "phone": "13847981234",
    }


def test_what_was_told_is_there_for_the_next_form(sarula: Applicant) -> None:
    profiles.tell(sarula, TOLD)
    assert profile(sarula).items() >= TOLD.items()


def test_what_is_not_mentioned_stays_and_what_is_emptied_goes(sarula: Applicant) -> None:
    profiles.tell(sarula, TOLD)
    profiles.tell(sarula, {"postcode": ""})
    assert "postcode" not in profile(sarula)
    assert profile(sarula)["address"] == TOLD["address"]


def test_nothing_told_lies_open_in_the_database(sarula: Applicant) -> None:
    profiles.tell(sarula, TOLD)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM applicants_profile")
        row = str(cursor.fetchone())
    assert not any(value in row for value in TOLD.values())


def test_everything_told_can_be_forgotten(sarula: Applicant) -> None:
    profiles.tell(sarula, TOLD)
    profiles.forget(sarula)
    profiles.forget(sarula)
    assert not Profile.objects.exists()
    assert set(profile(sarula)) == {"name", "id_number", "phone"}


def test_every_wrong_field_is_named_at_once_and_nothing_is_kept(sarula: Applicant) -> None:
    with pytest.raises(ValidationError) as refused:
        profiles.tell(sarula, {"postcode": "12", "email": "@", "address": "好\u202e坏"})
    assert set(refused.value.message_dict) == {"postcode", "email", "address"}
    assert not Profile.objects.exists()


@settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50
)
@given(
    key=st.sampled_from(PROFILE_KEYS),
    text=st.one_of(
        st.text(st.characters(codec=None), max_size=1000),
        st.sampled_from(
            ["\0", "\ud800", "a" * 5000, "\u202eabc", "　", "１５２５７１００００００"]
        ),
        st.integers(),
        st.none(),
    ),
)
def test_whatever_is_told_is_kept_or_refused_by_name(
    sarula: Applicant, key: str, text: object
) -> None:
    named = {key}
    try:
        profiles.tell(sarula, {key: text})
    except ValidationError as refused:
        named = set(refused.message_dict)
    assert named == {key}
    kept = profile(sarula).get(key, "")
    assert "\0" not in kept
    kept.encode()


# --- putting right who one is


def test_a_number_typed_wrong_is_put_right_before_anything_is_filed(sarula: Applicant) -> None:
    profiles.correct(sarula.pk, name="萨日娜", id_number=MENGKE_ID, filed=False)
    sarula.refresh_from_db()
    assert (sarula.name, sarula.id_number) == ("萨日娜", MENGKE_ID)
    assert Applicant.objects.filter(id_fingerprint=sarula.id_fingerprint).exists()


def test_after_the_first_filing_who_one_is_stays(sarula: Applicant) -> None:
    with pytest.raises(IdentityFixed):
        profiles.correct(sarula.pk, name="萨日娜", id_number=MENGKE_ID, filed=True)
    sarula.refresh_from_db()
    assert sarula.name == "萨茹拉"


def test_a_confirmed_identity_is_not_changed_by_typing(sarula: Applicant) -> None:
    confirm(sarula.pk, level=IdentityLevel.SEEN)
    with pytest.raises(IdentityFixed):
        profiles.correct(sarula.pk, name="萨日娜", id_number=MENGKE_ID, filed=False)
    same = profiles.correct(sarula.pk, name="萨茹拉", id_number=sarula.id_number, filed=True)
    assert same == sarula


def test_a_correction_is_judged_like_a_registration(sarula: Applicant) -> None:
    with pytest.raises(ValidationError) as refused:
        profiles.correct(sarula.pk, name="\0", id_number="123", filed=False)
    assert set(refused.value.message_dict) == {"name", "id_number"}
