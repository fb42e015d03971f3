"""Forgotten, changed and first passwords; proving once more who one is."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from tests.accounts.people import PASSWORD, PHONE, applicant_user, code_for, sign_up, with_phone

pytestmark = pytest.mark.django_db
FORGOTTEN = reverse("account_reset_password")
CODE = reverse("account_reset_password_code")
NEW = reverse("account_reset_password_new")
AGAIN = reverse("account_reauthenticate")
FRESH = "qing-chao-2026-wuyue"


def test_a_forgotten_password_is_replaced_by_a_code_and_other_devices_leave(
    client: Client,
) -> None:
    with_phone(applicant_user())
    elsewhere = Client()
    elsewhere.post(reverse("account_login"), {"login": PHONE, "password": PASSWORD})
    client.post(FORGOTTEN, {"contact": PHONE})
    assert client.post(CODE, {"code": code_for()})["Location"] == NEW
    client.post(NEW, {"password": FRESH})
    assert User.objects.get().check_password(FRESH)
    assert client.get(reverse("account_profile")).status_code == 200
    assert elsewhere.get(reverse("account_profile")).status_code == 302
    assert client.get(NEW)["Location"] == FORGOTTEN  # once


def test_known_and_unknown_get_the_same_answer_and_the_unknown_may_sign_up(
    client: Client,
) -> None:
    with_phone(applicant_user())
    stranger = Client()
    known = client.post(FORGOTTEN, {"contact": PHONE})
    unknown = stranger.post(FORGOTTEN, {"contact": "13900001111"})
    assert known["Location"] == unknown["Location"]
    answer = stranger.post(CODE, {"code": code_for("13900001111")}, follow=True)
    assert "还没有账户" in answer.content.decode()


def test_the_new_password_cannot_be_set_without_the_code(client: Client) -> None:
    with_phone(applicant_user())
    client.post(FORGOTTEN, {"contact": PHONE})
    assert client.post(NEW, {"password": FRESH})["Location"] == FORGOTTEN
    assert User.objects.get().check_password(PASSWORD)


def test_a_weak_new_password_is_refused(client: Client) -> None:
    with_phone(applicant_user())
    client.post(FORGOTTEN, {"contact": PHONE})
    client.post(CODE, {"code": code_for()})
    assert "密码" in client.post(NEW, {"password": PHONE}).context["form"].errors["password"][0]


def test_changing_the_password_wants_the_old_one(client: Client) -> None:
    user = applicant_user()
    client.force_login(user)
    address = reverse("account_change_password")
    data = {"oldpassword": "wrong", "password1": FRESH, "password2": FRESH}
    assert "当前密码不对" in client.post(address, data).content.decode()
    assert client.post(address, data | {"oldpassword": PASSWORD}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(FRESH)


def test_who_has_none_sets_a_first_password(client: Client) -> None:
    user = sign_up(client, password="")
    client.post(reverse("account_set_password"), {"password": FRESH})
    user.refresh_from_db()
    assert user.check_password(FRESH)
    assert client.get(reverse("account_profile")).status_code == 200  # still signed in


def test_delicate_pages_ask_again_and_then_lead_back(client: Client) -> None:
    client.force_login(with_phone(applicant_user()))  # as a session of hours ago
    wanted = reverse("account_contact")
    asked = client.get(wanted)["Location"]
    assert asked.startswith(AGAIN)
    assert "密码不对" in client.post(asked, {"password": "wrong-wrong"}).content.decode()
    assert client.post(asked, {"password": PASSWORD})["Location"] == wanted
    assert client.get(wanted).status_code == 200


def test_who_has_no_password_proves_it_by_a_code(client: Client) -> None:
    user = with_phone(applicant_user())
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    asked = client.get(reverse("account_contact"))["Location"]
    client.get(asked)
    assert client.post(AGAIN, {"send": "phone"})["Location"] == reverse(
        "account_reauthenticate_code"
    )
    answer = client.post(reverse("account_reauthenticate_code"), {"code": code_for()})
    assert answer["Location"] == reverse("account_contact")


def test_five_wrong_passwords_there_lock_too(client: Client) -> None:
    client.force_login(applicant_user())
    for _ in range(5):
        last = client.post(AGAIN, {"password": "wrong-wrong"})
    assert last.status_code == 429


def test_a_new_phone_is_confirmed_before_it_counts(client: Client) -> None:
    user = sign_up(client)
    client.post(reverse("account_contact"), {"contact": "13900001111"})
    user.refresh_from_db()
    assert user.phone == PHONE
    client.post(reverse("account_contact_code"), {"code": code_for("13900001111")})
    user.refresh_from_db()
    assert user.phone == "13900001111"
    assert user.applicant is not None
    assert user.applicant.phone == "13900001111"


def test_anothers_phone_cannot_be_taken_over(client: Client) -> None:
    with_phone(applicant_user("other"), "13900001111")
    user = sign_up(client)
    client.post(reverse("account_contact"), {"contact": "13900001111"})
    answer = client.post(
        reverse("account_contact_code"), {"code": code_for("13900001111")}, follow=True
    )
    assert "已经用于另一个账户" in answer.content.decode()
    user.refresh_from_db()
    assert user.phone == PHONE


def test_the_only_way_in_is_not_removed(client: Client) -> None:
    user = sign_up(client, contact="wang@example.cn")
    client.post(reverse("account_remove_email"))
    user.refresh_from_db()
    assert user.email == "wang@example.cn"
    client.post(reverse("account_contact"), {"contact": "13900001111"})
    client.post(reverse("account_contact_code"), {"code": code_for("13900001111")})
    client.post(reverse("account_remove_email"))
    user.refresh_from_db()
    assert user.email == ""
