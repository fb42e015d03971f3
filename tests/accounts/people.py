"""The people of these tests."""

import re
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from applicants.services import register_person
from departments.models import Department, Division, Officer
from portal.accounts.codes import received
from portal.accounts.models import User

PASSWORD = "mu-ma-2026-caoyuan"
PHONE = "13847912345"
WANG: dict[str, str] = {"name": "王晓明", "id_number": "152531199003072518", "phone": PHONE}


def code_in(text: str) -> str:
    """The six digits in a message."""
    return re.findall(r"(?<!\d)\d{6}(?!\d)", text)[-1]


def code_for(phone: str = PHONE) -> str:
    """The code a person reads on their phone: the last one that came."""
    return code_in(list(received(phone))[-1])


def sign_up(
    client: Client,
    *,
    contact: str = PHONE,
    password: str = PASSWORD,
    start: str = "",
    **changed: str,
) -> User:
    """Walk through all pages of signing up, as 王晓明 unless told otherwise."""
    client.post(reverse("account_signup") + start, {"contact": contact})
    code = code_for(contact) if "@" not in contact else code_in(str(mail.outbox[-1].body))
    client.post(reverse("account_confirm_login_code"), {"code": code})
    person = WANG | changed
    client.post(reverse("account_signup_you"), person)
    client.post(
        reverse("account_signup_password"), {"password": password} if password else {"skip": "1"}
    )
    answer = client.post(reverse("account_signup_agree"), {"consent": "on"})
    assert answer.status_code == 302, answer.content.decode()
    return User.objects.get(pk=client.session["_auth_user_id"])


def applicant_user(username: str = "wangxiaoming", **changed: str) -> User:
    """Someone whose account has a name, and no phone yet (``with_phone``)."""
    person = WANG | changed
    user: User = User.objects.create_user(username=username, password=PASSWORD)
    user.applicant = register_person(**person)
    user.save()
    return user


def with_phone(user: User, phone: str = PHONE) -> User:
    """Who has confirmed their phone number, and signs in by it."""
    user.phone = phone
    user.save()
    return user


def department(code: str = "wlg-scjg", **changed: Any) -> Department:
    """A department of 乌拉盖管理区, made without the library."""
    division, _made = Division.objects.get_or_create(
        code="152571000000",
        defaults={"name": "乌拉盖管理区", "name_en": "Ulgai", "level": 4},
    )
    fields = {
        "code": code,
        "uscc": "111525310DEM00011J",
        "name": "乌拉盖管理区市场监督管理局",
        "name_en": "Market Supervision Bureau",
        "short_name": "市场监管局",
        "division": division,
        "kind": "authority",
        "review_body": "锡林郭勒盟市场监督管理局",
        "review_body_en": "League Bureau",
        "court": "锡林浩特市人民法院",
    }
    there = Department.objects.filter(code=code).first()
    return there or Department.objects.create(**(fields | changed))


def officer(number: str = "WLG-SC-01", **changed: Any) -> Officer:
    fields = {"number": number, "name": "李敏", "title": "首席代表", "roles": ["decider"]}
    where = changed.pop("department", None) or department()
    made: Officer = Officer.objects.update_or_create(
        number=number, defaults=fields | changed | {"department": where}
    )[0]
    return made
