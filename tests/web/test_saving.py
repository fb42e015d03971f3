"""A page saves itself: nothing typed is lost to a cut line, another tab, or an ended session."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from bundles.casework.models import Submission
from portal.accounts.idle import SEEN
from portal.accounts.models import OneTimeCode
from portal.form.models import Unsaved
from portal.web.tasks import forget_expired
from tests.web.company import QUESTIONS, REPEATED, SINGLE, WANG, as_sent, begin


def blocks() -> dict[str, Any]:
    return Submission.objects.get().answers["blocks"]


def keep(client: Client, address: str, page: Any, /, **typed: Any) -> Any:
    return client.post(address, as_sent(page, then="keep", **typed))


@pytest.fixture
def case(his: Client) -> str:
    case = begin(his)
    his.post(f"{case}form/questions/", QUESTIONS)
    return case


def test_typing_is_kept_and_told_in_figures_and_words(his: Client, case: str) -> None:
    address = f"{case}form/capital/"
    answer = keep(his, address, his.get(address), amount="100万")
    told = answer.json()
    assert blocks()["capital"] == {"amount": "1000000.00"}
    assert told["notes"]["amount"] == "大写：壹佰万元整"
    assert told["problems"] == {}
    assert len(told["shown"]) == len("10:31")


def test_a_mistake_is_told_beside_its_field_while_it_is_typed(his: Client, case: str) -> None:
    address = f"{case}form/legal_representative/"
    told = keep(his, address, his.get(address), id_number="152531199003072519").json()
    assert list(told["problems"]) == ["id_number"]
    assert "校验位" in told["problems"]["id_number"]
    told = keep(his, address, his.get(address), id_number=" １５２５３１19900307251８ ").json()
    assert told["problems"] == {}
    assert told["notes"]["id_number"].endswith("出生，男")


def test_two_tabs_change_two_fields_and_both_stay(his: Client, case: str) -> None:
    address = f"{case}form/registered_address/place/"
    his.post(address, {"division": "152571101000", "address": "振兴路1号"})
    phone = f"{case}form/registered_address/telephone/"
    one, other = his.get(address), his.get(phone)
    keep(his, phone, other, phone="0479-3351234")
    keep(his, address, one, address="振兴路2号")
    assert blocks()["registered_address"] == {
        "division": "152571101000",
        "address": "振兴路2号",
        "phone": "0479-3351234",
    }


def test_an_older_tab_does_not_wipe_what_it_did_not_touch(his: Client, case: str) -> None:
    address = f"{case}form/liaison/"
    first, second = his.get(address), his.get(address)
    keep(his, address, first, name="李娜", phone="13947954321")
    told = keep(his, address, second, email="a@example.cn").json()
    assert told["newer"] == {"name": "李娜", "phone": "13947954321"}
    assert told["elsewhere"] == ["姓名", "手机号码"]
    assert blocks()["liaison"]["name"] == "李娜"
    assert blocks()["liaison"]["email"] == "a@example.cn"


def test_the_later_of_two_changes_of_one_field_wins_and_says_so(his: Client, case: str) -> None:
    address = f"{case}form/liaison/"
    first, second = his.get(address), his.get(address)
    keep(his, address, first, name="李娜")
    told = keep(his, address, second, name="李小娜").json()
    assert told["elsewhere"] == ["姓名"]
    assert blocks()["liaison"]["name"] == "李小娜"


CUT_AT = [
    ("capital/", {"amount": "1000000"}),
    ("company_name/name/", {"region": "乌拉盖", "trade_name": "牧歌", "industry": "乳制品加工"}),
    ("registered_address/place/", {"division": "152571101000", "address": "振兴路1号"}),
    ("legal_representative/", WANG),
    ("scope/", SINGLE["scope"]),
    ("tax/finance/", {"finance_name": "李娜", "finance_id": "152502198511220015"}),
]


@pytest.mark.parametrize(("place", "typed"), CUT_AT)
@pytest.mark.parametrize("cut", ["not sent", "answer lost", "sent twice", "saved, then cut"])
def test_a_line_cut_at_any_step_loses_nothing(
    his: Client, case: str, place: str, typed: dict[str, str], cut: str
) -> None:
    """The browser still has the page: whatever became of the first request, it sends again."""
    address = f"{case}form/{place}"
    page = his.get(address)
    block = place.partition("/")[0]
    if cut == "answer lost":
        keep(his, address, page, **typed)
    elif cut == "sent twice":
        his.post(address, as_sent(page, **typed))
    elif cut == "saved, then cut":
        some = dict(list(typed.items())[:1])
        keep(his, address, page, **some)
    his.post(address, as_sent(page, **typed))
    stored = blocks()[block]
    shown = as_sent(his.get(address))
    for name in typed:
        assert stored[name]
        assert shown[name]
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("cut", ["not sent", "answer lost", "sent twice"])
def test_a_line_cut_while_a_row_is_added_makes_one_row(his: Client, case: str, cut: str) -> None:
    address = his.get(f"{case}form/shareholders/add/")["Location"]
    page = his.get(address)
    row = REPEATED["shareholders"][0]
    some = {"name": row["name"]}
    if cut != "not sent":
        keep(his, address, page, **some)
    if cut == "sent twice":
        his.post(address, as_sent(page, **some))
    whole = {key: row[key] for key in ("name", "id_number", "phone")}
    answer = his.post(address, as_sent(page, **whole))
    assert answer["Location"].endswith("/form/shareholders/0/share/")
    (stored,) = blocks()["shareholders"]
    assert stored["id_number"] == row["id_number"]


def test_a_repeated_start_makes_one_case(his: Client) -> None:
    token = str(uuid4())
    for _time in range(3):
        begin(his, token)
    assert Submission.objects.count() == 1


def idle(client: Client) -> None:
    session = client.session
    session[SEEN] = int((timezone.now() - timedelta(hours=1)).timestamp())
    session.save()


@pytest.mark.parametrize("how", ["idle", "gone"])
def test_an_expired_session_keeps_the_posted_text_through_signing_in(
    his: Client, wang: Any, case: str, how: str
) -> None:
    address = f"{case}form/liaison/"
    page = his.get(address)
    idle(his) if how == "idle" else his.cookies.pop("sessionid")
    answer = his.post(address, as_sent(page, name="李娜", phone="13947954321"))
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert "liaison" not in blocks()
    assert "李娜" not in str(dict(his.session))
    sign_in(his)
    after = his.get(address)
    assert "登录过期前填写的内容已经保存" in after.content.decode()
    assert blocks()["liaison"]["name"] == "李娜"
    assert not Unsaved.objects.exists()


def sign_in(client: Client) -> None:
    """As the browser does it: with the session it has, through the form."""
    from tests.accounts.people import PASSWORD  # noqa: PLC0415

    answer = client.post("/accounts/login/", {"login": "wangxiaoming", "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()


def test_a_page_that_saves_itself_is_told_to_sign_in(his: Client, case: str) -> None:
    address = f"{case}form/liaison/"
    page = his.get(address)
    his.cookies.pop("sessionid")
    answer = keep(his, address, page, name="李娜")
    assert answer.status_code == 401
    assert answer.json()["sign_in"] == f"/accounts/login/?next={address.replace('/', '%2F')}"
    assert Unsaved.objects.count() == 1


def test_a_row_typed_into_an_ended_session_becomes_one_row(
    his: Client, wang: Any, case: str
) -> None:
    address = his.get(f"{case}form/officers/add/")["Location"]
    page = his.get(address)
    his.cookies.pop("sessionid")
    answer = his.post(address, as_sent(page, **WANG, post="director"))
    back = answer["Location"].partition("next=")[2]
    assert "row" in back
    sign_in(his)
    his.get(address)
    (row,) = blocks()["officers"]
    assert row["name"] == "王晓明"


def test_two_rows_typed_into_an_ended_session_become_two(his: Client, wang: Any, case: str) -> None:
    addresses = [his.get(f"{case}form/officers/add/")["Location"] for _row in range(2)]
    pages = [his.get(address) for address in addresses]
    his.cookies.pop("sessionid")
    for address, page, post in zip(addresses, pages, ("director", "supervisor"), strict=True):
        his.post(address, as_sent(page, **WANG, post=post))
    sign_in(his)
    for address in addresses:
        his.get(address)
    assert [row["post"] for row in blocks()["officers"]] == ["director", "supervisor"]


def test_nobody_else_gets_what_was_typed(his: Client, hers: Client, case: str) -> None:
    address = f"{case}form/liaison/"
    page = his.get(address)
    his.cookies.pop("sessionid")
    his.post(address, as_sent(page, name="李娜"))
    assert hers.get(address).status_code == 404
    assert "liaison" not in blocks()


def test_what_a_stranger_posts_to_no_case_is_not_kept(client: Client, library: None) -> None:
    client.post(f"/cases/{uuid4()}/form/liaison/", {"name": "李娜"})
    assert not Unsaved.objects.exists()


def test_old_text_is_forgotten_after_a_day(his: Client, case: str) -> None:
    his.cookies.pop("sessionid")
    his.post(f"{case}form/liaison/", {"name": "李娜"})
    Unsaved.objects.update(kept_at=timezone.now() - timedelta(days=2))
    his.post(f"{case}form/scope/", {"main_activity": "乳制品"})
    assert [one.path for one in Unsaved.objects.all()] == [f"{case}form/scope/"]


def test_what_was_kept_for_a_while_is_gone_after_it(his: Client) -> None:
    case = begin(his)
    idle(his)
    his.post(f"{case}form/questions/", QUESTIONS | {"then": "keep"})
    OneTimeCode.objects.create(
        purpose="enter",
        kind="phone",
        address="13900001111",
        sent_at=timezone.now(),
        expires_at=timezone.now(),
    )
    forget_expired()
    assert Unsaved.objects.exists()
    assert OneTimeCode.objects.exists()
    long_ago = timezone.now() - timedelta(days=2)
    Unsaved.objects.update(kept_at=long_ago)
    OneTimeCode.objects.update(sent_at=long_ago)
    Session.objects.update(expire_date=long_ago)
    forget_expired()
    assert not Unsaved.objects.exists()
    assert not OneTimeCode.objects.exists()
    assert not Session.objects.exists()
