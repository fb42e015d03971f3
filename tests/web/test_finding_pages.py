from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from bundles.catalogue.finding.index import index_all
from departments import places
from departments.models import ServiceItem
from portal.accounts.models import User
from portal.web.models import Preference
from portal.web.opening import opening

WULAGAI = "152571000000"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def indexed(library: None) -> None:
    places.forget()
    index_all()


def text(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def item() -> ServiceItem:
    return ServiceItem.objects.get(key="E1", decided_by__division=WULAGAI)


def test_a_search_leads_to_what_was_meant(client: Client) -> None:
    page = text(client, "/search/?q=gongsi")
    assert "公司设立登记" in page
    assert "<title>搜索“gongsi”" in page


def test_a_mistake_is_told_and_answered(client: Client) -> None:
    assert "没有完全相符的" in text(client, "/search/?q=营业制照")


def test_nothing_found_says_what_to_do_next(client: Client) -> None:
    page = text(client, "/search/?q=qqqqqq")
    assert "没有找到与“qqqqqq”有关的事项" in page
    assert "/departments/" in page


def test_what_another_place_offers_is_pointed_at(client: Client) -> None:
    page = text(client, "/search/?q=公司设立&division=152922000000")
    assert "别的地方能办" in page


@pytest.mark.parametrize("page", ["0", "-1", "x", "999999", "9" * 50, "²"])
def test_any_page_number_is_answered(client: Client, page: str) -> None:
    assert client.get("/search/", {"q": "登记", "page": page}).status_code == 200


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "'; --", "%", "a" * 5000, "🙂"])
def test_what_was_typed_is_shown_harmlessly(client: Client, typed: str) -> None:
    page = client.get("/search/", {"q": typed}).content.decode()
    assert "<script>alert" not in page
    assert client.get("/search/suggestions/", {"q": typed}).status_code == 200


def test_suggestions_are_a_plain_list_of_links(client: Client) -> None:
    page = text(client, "/search/suggestions/?q=公司")
    assert "<html" not in page
    assert 'href="/items/' in page
    assert client.get("/search/suggestions/").content.strip() == b""


def test_the_chosen_place_is_remembered_and_an_address_goes_before_it(client: Client) -> None:
    answer = client.post("/preferences/place/", {"place": WULAGAI, "next": "/search/"})
    assert answer["Location"] == "/search/"
    assert "乌拉盖管理区" in text(client, "/search/?q=公司")
    assert "多伦县" in text(client, "/search/?q=公司&division=152531000000")
    client.post("/preferences/place/", {"place": "100000000000"})
    assert "全部地区" in text(client, "/search/?q=公司")


@pytest.mark.parametrize("place", ["", "1", "abc", "999999999999", "\0"])
def test_a_place_there_is_not_changes_nothing(client: Client, place: str) -> None:
    client.post("/preferences/place/", {"place": place})
    assert "place" not in client.cookies


def test_choices_follow_the_account_to_another_device(wang: User, client: Client) -> None:
    client.force_login(wang)
    client.post("/preferences/place/", {"place": WULAGAI})
    client.post("/preferences/size/", {"size": "large"})
    known = Preference.objects.get(user=wang)
    assert (known.place, known.size) == (WULAGAI, "large")


def test_places_are_chosen_step_by_step(client: Client) -> None:
    assert "内蒙古自治区" in text(client, "/places/")
    assert "锡林郭勒盟" in text(client, "/places/?in=150000000000")
    page = text(client, f"/places/?in={WULAGAI}&next=/search/")
    assert f'name="place" value="{WULAGAI}"' in page
    assert 'name="next" value="/search/"' in page


def test_an_item_says_who_how_long_how_much_and_where(client: Client) -> None:
    page = text(client, f"/items/{item().implementation_code}/")
    for sentence in (
        "乌拉盖管理区市场监督管理局",
        "0.5个工作日",
        "3个工作日",
        "不收费",
        "营业执照",
        "公司章程",
        "乌拉盖管理区政务服务大厅",
        "办公时间",
        "行政复议机关",
        "企业开办“六合一”",
    ):
        assert sentence in page, sentence


def test_an_item_without_a_place_asks_for_one_or_goes_straight_on(client: Client) -> None:
    base = f"/items/{item().base_code}/"
    assert "多伦县" in text(client, base)
    answer = client.get(f"{base}?division={WULAGAI}")
    assert answer["Location"] == f"/items/{item().implementation_code}/"
    assert "还没有开通" in text(client, f"{base}?division=152922000000")


def test_a_bundle_without_a_place_does_the_same(client: Client) -> None:
    assert "乌拉盖管理区" in text(client, "/bundles/company-opening/")
    answer = client.get(f"/bundles/company-opening/?division={WULAGAI}")
    assert answer["Location"] == f"/bundles/{WULAGAI}/company-opening/"


def test_a_department_says_what_it_does_and_where_it_is(client: Client) -> None:
    page = text(client, "/departments/wlg-scjg/")
    assert "公司设立登记" in page
    assert "不服决定怎么办" in page
    assert "/departments/wlg-scjg/" in text(client, f"/departments/?division={WULAGAI}")
    assert "税务局" in text(client, "/departments/?name=税务局")


@pytest.mark.parametrize(
    "address",
    ["/items/nothing/", "/departments/nothing/", "/life/nothing/", "/bundles/nothing/"],
)
def test_what_is_not_there_is_404_in_words(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


def test_every_event_of_life_has_its_page(client: Client) -> None:
    assert "员工参保登记" in text(client, "/life/employ-people/")


@pytest.mark.parametrize(
    ("now", "until", "opens"),
    [
        ("2026-11-23T10:00", "12:00", None),  # a Monday morning
        ("2026-11-23T13:00", None, "2026-11-23T14:30"),
        ("2026-11-23T20:00", None, "2026-11-24T09:00"),
        ("2026-11-21T10:00", None, "2026-11-23T09:00"),  # a Saturday
        ("2026-10-02T10:00", None, "2026-10-08T09:00"),  # the National Day week
    ],
)
def test_the_office_is_open_or_says_when(now: str, until: str | None, opens: str | None) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=timezone.get_current_timezone())
    found = opening(WULAGAI, "wlg-hall", at)
    assert (found.open_until and f"{found.open_until:%H:%M}") == until
    assert (found.opens and f"{found.opens:%Y-%m-%dT%H:%M}") == opens
