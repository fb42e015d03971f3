"""The people of these tests."""

from typing import Any

from applicants.services import register_person
from departments.models import Department, Division, Officer
from portal.accounts.models import User

PASSWORD = "mu-ma-2026-caoyuan"
WANG: dict[str, str] = {
    "name": "王晓明",
    "id_number": "152531199003072518",
    "phone": "13847912345",
    "username": "wangxiaoming",
    "email": "",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "consent": "on",
}


def applicant_user(username: str = "wangxiaoming", **changed: str) -> User:
    """Someone who has signed up already."""
    person = {key: WANG[key] for key in ("name", "id_number", "phone")} | changed
    user: User = User.objects.create_user(username=username, password=PASSWORD)
    user.applicant = register_person(**person)
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
