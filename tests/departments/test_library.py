"""The library as shipped, and what happens when somebody edits it badly."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from departments.codes import is_uscc
from departments.library import LIBRARY, LibraryErrors, load
from departments.library_reading import Library, read_library
from departments.limits import Limit
from departments.models import (
    CalendarDay,
    CalendarYear,
    Department,
    DepartmentKind,
    Division,
    Hall,
    Material,
    Officer,
    OfficerRole,
    Requirement,
    ServiceItem,
)
from departments.result_data import result_problems
from departments.selectors import service_items

WULAGAI, XILINHOT, DUOLUN = "152571000000", "152502000000", "152531000000"
TODAY = date(2026, 11, 22)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelved")]


@pytest.fixture(scope="module")
def shipped() -> Library:
    return read_library(LIBRARY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the library to spoil."""
    return Path(shutil.copytree(LIBRARY, tmp_path / "library"))


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(LibraryErrors) as raised:
        load(folder=folder, today=TODAY)
    return [str(error) for error in raised.value.errors]


def test_a_second_load_changes_nothing() -> None:
    load(today=TODAY)
    summary = load(today=TODAY)
    assert (summary.created, summary.changed, summary.removed) == (0, 0, 0)
    assert summary.changes["service_items"].unchanged == 69


LEASE = """\
materials:
  - code: lease
    name: {zh: 租赁合同, en: Lease}
    kind: agreement
    description: {zh: 房屋租赁合同。, en: Lease of the premises.}
"""


def test_what_is_not_there_yet_is_created(folder: Path) -> None:
    spoil(folder / "materials.yaml", "materials:\n", LEASE)
    assert load(folder=folder, today=TODAY).created == 1
    assert Material.objects.get(code="lease").name_en == "Lease"


def test_progress_goes_from_nothing_to_everything() -> None:
    seen: list[tuple[int, int, str]] = []
    load(lambda done, total, what: seen.append((done, total, what)), today=TODAY)
    total = seen[0][1]
    assert [done for done, _total, _what in seen] == [*range(total), total]
    assert "service_items" in {what for _done, _total, what in seen}


SIX = ["E1", "E2", "E3", "E4", "E5", "E6"]
CATERING = ["R1", "R10", "R11", "R2a", "R2b", "R3", "R4", "R6", "R7", "R8", "R9"]


@pytest.mark.parametrize("division", [WULAGAI, XILINHOT, DUOLUN])
def test_every_place_has_its_items_and_the_people_to_decide_them(division: str) -> None:
    items = list(service_items(division))
    assert {item.key for item in items} >= {*SIX, *CATERING}
    for item in items:
        roles = {role for officer in item.decided_by.officers.all() for role in officer.roles}
        assert roles >= {OfficerRole.REVIEWER, OfficerRole.DECIDER, OfficerRole.HEAD}
        is_authority = item.decided_by.kind == DepartmentKind.AUTHORITY
        assert bool(item.decided_by.review_body) is is_authority
        assert bool(item.decided_by.court) is is_authority
    clerks = Officer.objects.filter(
        department__division=division, roles__contains=[OfficerRole.WINDOW]
    )
    assert clerks.count() >= 2
    assert all(clerk.hall for clerk in clerks)


def test_the_items_keep_what_the_domain_says_of_them() -> None:
    items = {item.key: item for item in service_items(WULAGAI).filter(key__in=SIX)}
    assert {item.promised.amount for key, item in items.items() if key != "E6"} == {
        Limit.working("0.5").amount
    }
    assert items["E6"].promised.on_the_spot
    assert (items["E1"].legal, items["E1"].extension) == (Limit.working(3), Limit.working(3))
    assert items["E4"].legal == Limit.calendar(15)
    assert items["E2"].cost[0]["amount"] == "650.00"
    assert items["E2"].maker is not None
    assert items["E2"].maker.kind == DepartmentKind.PROVIDER
    assert items["E6"].decided_by != items["E6"].supervised_by
    assert all(item.fee is None for item in items.values())
    assert all(not item.promised.exceeds(item.legal) for item in items.values())
    assert all(len(item.implementation_code) == 31 for item in items.values())


def test_catering_keeps_the_limits_of_the_law_by_either_way() -> None:
    items = {item.key: item for item in service_items(WULAGAI).filter(key__startswith="R")}
    assert (items["R2a"].legal, items["R2a"].extension) == (Limit.working(10), Limit.working(5))
    assert (items["R6"].legal, items["R7"].legal) == (Limit.working(15), Limit.working(13))
    assert (items["R10"].legal, items["R10"].promised) == (Limit.working(20), Limit.working(10))
    licences = {key for key, item in items.items() if item.kind == "licence"}
    assert licences == {"R2a", "R6", "R7", "R10"}
    assert all(items[key].deemed_acceptance for key in licences)
    by_commitment = {key for key, item in items.items() if item.commitment is not None}
    assert by_commitment == {"R2a", "R2b", "R6", "R7"}
    assert items["R4"].decided_by == items["R4"].maker
    assert items["R4"].supervised_by.short_name == "卫生健康委"
    assert items["R6"].decided_by != items["R6"].supervised_by


def test_six_in_one_asks_for_the_thirty_documents_of_the_time_before() -> None:
    requirements = Requirement.objects.filter(item__in=service_items(WULAGAI).filter(key__in=SIX))
    asked = Counter(requirements.values_list("material__code", flat=True))
    assert asked.total() == 30
    assert asked["legal-representative-id"] == asked["agent-authorisation"] == 6
    assert asked["licence-copy"] == 5
    assert asked["staff-list"] == 2


def test_every_required_document_has_something_to_look_at_in_both_languages() -> None:
    for requirement in Requirement.objects.select_related("material"):
        assert requirement.check_points, requirement.material.code
        for point in requirement.check_points:
            assert set(point) == {"key", "zh", "en", "defect_zh", "defect_en"}
            assert point["defect_zh"].endswith("。")
            assert point["defect_en"].endswith(".")
        keys = [point["key"] for point in requirement.check_points]
        assert len(keys) == len(set(keys))


def test_credit_codes_check_and_belong_to_the_demonstration() -> None:
    codes = list(Department.objects.values_list("uscc", flat=True))
    assert all(is_uscc(code) and "DEM" in code for code in codes)
    assert len(codes) == len(set(codes)) == 52


def test_the_statistical_unit_has_departments_of_its_own() -> None:
    wulagai = Division.objects.get(code=WULAGAI)
    assert wulagai.statistical_only
    assert (wulagai.short_code, wulagai.level) == ("152571", 4)
    assert wulagai.parent is not None
    assert wulagai.parent.name == "锡林郭勒盟"
    assert wulagai.halls.count() == 1
    assert Division.objects.filter(level__lte=4).count() == 119


def test_tax_decisions_are_reviewed_by_the_tax_authority_above() -> None:
    reviewed_by = {item.key: item.decided_by.review_body for item in service_items(DUOLUN)}
    assert reviewed_by["E1"] == "多伦县人民政府"
    assert reviewed_by["E3"] == "国家税务总局锡林郭勒盟税务局"


def test_an_authority_names_its_remedies() -> None:
    with pytest.raises(IntegrityError, match="department_names_its_remedies"), transaction.atomic():
        Department.objects.filter(code="wlg-scjg").update(court="")


def test_a_place_may_differ_by_data() -> None:
    fund = {
        division: service_items(division).get(key="E5").duties for division in (WULAGAI, XILINHOT)
    }
    assert [duty["within"]["amount"] for duty in fund[WULAGAI]] == ["20"]
    assert [duty["within"]["amount"] for duty in fund[XILINHOT]] == ["30", "90"]


GOOD_RESULTS: dict[str, dict[str, object]] = {
    "E1": {
        "uscc": "91152531MADEM0011W",
        "name": "乌拉盖示范商贸有限公司",
        "registered_on": "2026-11-23",
        "valid_until": "长期",
    },
    "E2": {
        "filing_number": "15257126000001",
        "filed_on": "2026-11-23",
        "seals": [{"kind": "法定名称章", "code": "1525710000001"}],
    },
    "E3": {
        "taxpayer_kind": "小规模纳税人",
        "taxes": [{"name": "增值税", "period": "按季"}],
        "invoice_quota": {"kinds": ["数电发票（普通发票）"], "monthly_amount": "100000.00"},
        "tax_office": "第一税务分局",
        "confirmed_on": "2026-11-23",
    },
    "E4": {
        "registration_number": "15257126000001",
        "registered_on": "2026-11-23",
        "staff_count": 3,
        "start_month": "2026-12",
    },
    "E5": {
        "unit_account": "1525710000001",
        "registered_on": "2026-11-23",
        "ratio": 12,
        "first_month": "2026-12",
    },
    "E6": {
        "bank": "草原示范银行",
        "branch": "乌拉盖支行",
        "reservation_number": "YY26110001",
        "visit_by": "2026-12-07",
    },
}


@pytest.mark.parametrize("key", GOOD_RESULTS)
def test_a_true_result_is_taken_and_an_empty_or_padded_one_is_not(
    shipped: Library, key: str
) -> None:
    schema = shipped.items[key].content.result_schema
    good = GOOD_RESULTS[key]
    assert result_problems(schema, good) == ()
    for name in good:
        left_out = {other: value for other, value in good.items() if other != name}
        assert [problem.path for problem in result_problems(schema, left_out)] == [name]
    assert [problem.code for problem in result_problems(schema, {**good, "extra": 1})] == [
        "additionalProperties"
    ]


def rows() -> dict[str, list[dict[str, object]]]:
    """Everything the library has brought in."""
    tables = (Division, Hall, Department, Officer, Material, ServiceItem, Requirement)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


def test_one_bad_file_leaves_the_database_as_it_was(folder: Path) -> None:
    before = rows()
    spoil(folder / "places" / "duolun.yaml", "phone: 0479-12345", "phone: 0479-54321")
    spoil(folder / "items" / "e6.yaml", "visits: 1", "vists: 1")
    found = mistakes(folder)
    assert len(found) == 2
    assert any("是不是“visits”？" in mistake for mistake in found)
    assert rows() == before


def test_mistakes_of_several_files_are_named_together(folder: Path) -> None:
    spoil(folder / "items" / "e1.yaml", "kind: registration", "kind: license")
    spoil(folder / "materials.yaml", "kind: identity", "kind: identitty")
    spoil(folder / "divisions.csv", "150100000000,呼和浩特市", "1501,呼和浩特市")
    names = {mistake.split(":")[0].split("/")[-1] for mistake in mistakes(folder)}
    assert names == {"e1.yaml", "materials.yaml", "divisions.csv"}


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("items/e1.yaml", "material: articles", "material: artcles", "是不是“articles”？"),
        ("items/e2.yaml", "material: form-seal", "material: seal-application", "写了两次"),
        ("items/e2.yaml", "key: E2", "key: E1", "已在另一个文件里"),
        ("items/e3.yaml", "promised: {amount: 0.5", "promised: {amount: 9", "不能超过法定时限"),
        ("items/e4.yaml", "type: object", "type: objekt", "不是有效的 JSON Schema"),
        ("items/e5.yaml", "visits: 0", "visits: 0\ndeemed_acceptance: true", "只有行政许可"),
        ("places/wulagai.yaml", '"152571000000"', '"152517000000"', "是不是“152571000000”？"),
        (
            "places/wulagai.yaml",
            "decided_by: wlg-scjg",
            "decided_by: wlg-scj",
            "是不是“wlg-scjg”？",
        ),
        ("places/wulagai.yaml", "  E1: {", "  E9: {", "没有“E9”"),
        ("places/wulagai.yaml", "number: WLG-SC-02", "number: WLG-SC-01", "“WLG-SC-01”写了两次"),
        ("places/wulagai.yaml", "uscc: 1", "uscc: 2", "请核对第 18 位校验码"),
        ("places/xilinhot.yaml", '["08:30", "12:00"]', '["08:30", "15:00"]', "不能重叠"),
        ("places/xilinhot.yaml", "      duties:", "      dutys:", "是不是“duties”？"),
        ("places/xilinhot.yaml", "      duties:", "      key: E7\n      duties:", "不能按地方改写"),
        ("divisions.csv", "152531000000,多伦县,", "152531000000,,", "缺少名称"),
        ("divisions.csv", "4,152500000000,1", "4,152599000000,1", "“152599000000”不在表中"),
        ("divisions.csv", "code,name", "name,code", "表头不对"),
    ],
)
def test_each_mistake_has_its_place_and_its_remedy(
    folder: Path, file: str, old: str, new: str, words: str
) -> None:
    spoil(folder / file, old, new)
    found = [mistake for mistake in mistakes(folder) if words in mistake]
    assert found
    assert f"library/{file}:" in found[0]


def test_further_levels_load_as_a_further_file(folder: Path) -> None:
    (folder / "divisions-townships.csv").write_text(
        "code,name,name_en,level,parent,statistical_only\n"
        "152531100000,多伦诺尔镇,Dolonnur,5,152531000000,0\n",
        encoding="utf-8",
    )
    load(folder=folder, today=TODAY)
    assert Division.objects.get(code="152531100000").parent_id == DUOLUN


def test_a_load_belongs_to_the_callers_transaction(folder: Path) -> None:
    spoil(folder / "places" / "duolun.yaml", "phone: 0479-12345", "phone: 0479-54321")
    with transaction.atomic():
        load(folder=folder, today=TODAY)
        assert Hall.objects.get(code="dl-hall").phone == "0479-54321"
        transaction.set_rollback(True)
    assert Hall.objects.get(code="dl-hall").phone == "0479-12345"


def test_an_edited_library_changes_only_what_differs(folder: Path) -> None:
    spoil(folder / "places" / "duolun.yaml", "phone: 0479-12345", "phone: 0479-54321")
    summary = load(folder=folder, today=TODAY)
    assert (summary.created, summary.changed, summary.removed) == (0, 1, 0)


def test_what_an_item_no_longer_asks_for_is_removed(folder: Path) -> None:
    item = folder / "items" / "e6.yaml"
    text = item.read_text(encoding="utf-8")
    item.write_text(text[: text.rindex("  - material: agent-authorisation")], encoding="utf-8")
    assert load(folder=folder, today=TODAY).removed == 3


def test_who_is_off_duty_stays_off_duty() -> None:
    Officer.objects.filter(number="WLG-SC-01").update(is_active=False)
    load(today=TODAY)
    assert not Officer.objects.get(number="WLG-SC-01").is_active


def test_the_calendar_is_seeded_to_next_year_and_then_belongs_to_its_keepers() -> None:
    CalendarYear.objects.all().delete()
    CalendarDay.objects.all().delete()
    load(today=TODAY)
    assert list(CalendarYear.objects.values_list("year", "published")) == [
        (2024, True),
        (2025, True),
        (2026, True),
        (2027, False),
    ]
    CalendarDay.objects.filter(date="2026-12-31").delete()
    CalendarDay.objects.create(date="2026-12-31", is_workday=False, name="停电检修")
    load(today=TODAY)
    assert not CalendarDay.objects.get(date="2026-12-31").is_workday


def test_a_year_published_since_replaces_its_guess() -> None:
    CalendarYear.objects.filter(year=2026).update(published=False)
    CalendarDay.objects.filter(date="2026-02-14").delete()
    load(today=TODAY)
    assert CalendarYear.objects.get(year=2026).published
    assert CalendarDay.objects.get(date="2026-02-14").is_workday
