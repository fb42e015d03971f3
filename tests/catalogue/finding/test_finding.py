import pytest

from bundles.catalogue.finding.document import finding, life_event
from bundles.catalogue.finding.index import index_all, index_division
from bundles.catalogue.finding.selectors import Found, find, suggestions
from bundles.catalogue.models import SearchEntry
from departments import places
from departments.models import Division, ServiceItem
from tests.cases import WULAGAI

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture(autouse=True)
def indexed(library: None) -> None:
    places.forget()
    index_all()


def names(found: Found) -> list[str]:
    return [entry.name for entry in found.entries]


@pytest.mark.parametrize(
    "typed",
    [
        "公司设立登记",
        "公司设立",
        "gongsishelidengji",
        "gsshlidj"[:2],
        "gssldj",
        "company registration",
    ],
)
def test_an_item_is_found_by_characters_pinyin_initials_and_english(typed: str):
    found = find(typed)
    assert "公司设立登记" in names(found)
    assert not found.near


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("刻章", "公章刻制备案"),
        ("社保", "员工参保登记"),
        ("我要开发票", "税务信息确认和发票申领"),
        ("tax", "税务信息确认和发票申领"),
        ("chop", "公章刻制备案"),
        ("gjj", "住房公积金缴存登记"),
        ("how to register a company", "企业开办“六合一”"),
    ],
)
def test_everyday_words_lead_to_the_official_name(typed: str, name: str):
    assert name in names(find(typed))


def test_a_department_finds_itself_and_what_it_decides():
    found = names(find("税务局"))
    assert "税务局" in found
    assert "税务信息确认和发票申领" in found


def test_a_name_typed_in_full_comes_first_and_bundles_before_items():
    assert names(find("公司设立登记"))[0] == "公司设立登记"
    assert names(find("注册公司"))[0] == "企业开办“六合一”"


@pytest.mark.parametrize("typed", ["营业制照", "公司设立灯记", "registraton", "公积金帐户"])
def test_a_typing_mistake_finds_what_comes_near(typed: str):
    found = find(typed)
    assert found.near
    assert found.entries


@pytest.mark.parametrize("typed", ["qqqqqq", "🙂", "!!!", "0"])
def test_nonsense_finds_nothing_and_breaks_nothing(typed: str):
    assert find(typed) == Found([], 0, near=find(typed).near)


def test_without_a_place_everything_is_found_once():
    found = names(find("公司设立登记"))
    assert found.count("公司设立登记") == 1


def test_a_banner_finds_its_own_and_a_region_finds_what_is_in_it():
    here = places.place(WULAGAI)
    [item] = find("公司设立登记", place=here, kind="item").entries
    assert item.division_id == WULAGAI
    assert ServiceItem.objects.get(implementation_code=item.code).decided_by.division_id == WULAGAI
    region = places.place("150000000000")
    assert "公司设立登记" in names(find("公司设立登记", place=region))


def test_a_place_without_any_of_it_finds_nothing():
    elsewhere = places.place("152922000000")
    assert find("公司设立登记", place=elsewhere).total == 0


def test_nothing_typed_lists_all_there_is_for_an_event():
    found = find("", event="employ-people")
    assert sorted(names(found)) == ["住房公积金缴存登记", "员工参保登记"]


def test_indexing_again_changes_nothing():
    def rows() -> list[tuple[object, ...]]:
        return list(SearchEntry.objects.order_by("kind", "group", "division").values_list(
            "kind", "group", "code", "division", "places", "words"
        ))  # fmt: skip

    before = rows()
    index_division(Division.objects.get(code=WULAGAI))
    index_all()
    assert rows() == before


def test_a_page_too_far_is_the_last_one():
    assert find("", page=99).page == find("").pages


def test_suggestions_are_few():
    assert 0 < len(suggestions("登记")) <= 8


def test_every_event_names_bundles_and_items_there_are():
    items = set(ServiceItem.objects.values_list("key", flat=True))
    for event in finding().events:
        assert set(event.items) <= items
        assert event.bundles or event.items
        assert life_event(event.key) == event
    assert set(finding().also_called.items) <= items
