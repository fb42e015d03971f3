"""A hall with very many cases: real ones, one of each kind, and their rows over and over.

Every copy is a row like any other: its own number, applicant, clerk, moments, items and results.
Events, filings and materials are copied only for cases still under way; no list reads those of the
others. Every fifth closed case was once corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from django.db import connection, transaction

from applicants.models import Applicant, ApplicantKind
from bundles.casework import services
from bundles.casework.models import Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from bundles.issuance import services as issuance
from bundles.issuance.models import Batch
from portal.demo import numbers
from tests import cases

SHARES: Final = {
    "waiting": 0.008,
    "came back": 0.002,
    "correction": 0.01,
    "in review": 0.03,
    "issued": 0.02,
    "refused": 0.01,
    "closed": 0.92,
}
"""How the cases of a hall that has worked for years are spread over the states."""

SURNAMES: Final = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗包白乌额斯巴阿那"
GIVEN: Final = "敏伟芳娜秀英静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰日图娜仁其木格"
_AGES: Final = {"closed": "126144000", "issued": "2592000"}
"""Seconds over which it is spread when their items were settled: four years, thirty days."""
_KEEPING: Final = ("casework_event", "casework_filing", "casework_handedmaterial")


@dataclass(frozen=True)
class Kind:
    """One real case and how many there shall be like it."""

    name: str
    case: Submission
    copies: int


def settle(wanted: int) -> dict[str, Submission]:
    """Fill the hall of 乌拉盖; return the real case of each kind."""
    kinds = [Kind(name, case, round(wanted * SHARES[name])) for name, case in _one_of_each()]
    people = _people(wanted // 2)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # constraints were tried once
    for kind in kinds:
        _copy(kind, people)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")
    return {kind.name: cases.fresh(kind.case) for kind in kinds}


def _one_of_each() -> Iterable[tuple[str, Submission]]:
    defects = [Defect("material:M08", "租赁合同缺少出租方签字，请补签。")]
    yield "waiting", cases.filed()
    for name in ("came back", "correction"):
        case = cases.filed()
        services.return_for_correction(
            case.pk, seen=case.revision, defects=defects, by=cases.clerk()
        )
        if name == "came back":
            reviewed = review_hash(cases.fresh(case))
            by = cases.own(case)
            services.resubmit(case.pk, reviewed=reviewed, by=by, unchanged_because="没有错。")
        yield name, case
    yield "in review", cases.in_review()
    for name in ("issued", "closed"):
        case = cases.decided()
        issuance.issue(case.pk)
        yield name, case
    case = cases.filed()
    services.refuse(case.pk, seen=case.revision, reasons="不属于本大厅受理。", by=cases.clerk())
    yield "refused", case


def _people(wanted: int) -> tuple[int, int]:
    """The first and the last key of that many applicants."""
    random = Random(1)
    rows = [
        Applicant(
            kind=ApplicantKind.PERSON,
            name=random.choice(SURNAMES) + "".join(random.choices(GIVEN, k=random.choice((1, 2)))),
            id_kind="resident_id",
            id_number=numbers.resident_id(random),
            phone=numbers.phone(random),
        )
        for _each in range(wanted)
    ]
    made = Applicant.objects.bulk_create(rows, batch_size=2000)
    return made[0].pk, made[-1].pk


@transaction.atomic
def _copy(kind: Kind, people: tuple[int, int]) -> None:
    """``kind.copies`` cases like ``kind.case``, with what hangs on it."""
    closed = kind.name == "closed"
    first, last = people
    age = "1500 days" if closed else "4 days"
    changed = {
        "token": "gen_random_uuid()",
        "number": f"'YJS1525712026' || {kind.case.pk} || lpad(g::text, 7, '0')",
        "applicant_id": f"{first} + mod(g::bigint * 7919, {last - first + 1})",
        "submitted_at": f"t.submitted_at - random() * interval '{age}'",
        "clerk": "CASE mod(g, 3) WHEN 0 THEN 'WLG-ZW-01' WHEN 1 THEN 'WLG-ZW-03' ELSE '' END",
    }
    if closed:
        changed |= {"status": "'closed'", "closed_at": "t.issued_at"}
    with connection.cursor() as cursor:
        copied = _insert("casework_submission", changed, "t.id = %s", "generate_series(1, %s) g")
        cursor.execute(f"{copied} RETURNING id", [kind.copies, kind.case.pk])
        keys = [row[0] for row in cursor.fetchall()]
        if not keys:
            return
        span = (min(keys), max(keys))
        new = {"submission_id": "g"}
        ages = _AGES.get(kind.name, "")
        items = _ago(ages, "settled_at", "promised_due", "queued_at") if ages else {}
        _hang(cursor, kind, span, "casework_workitem", new | items | {"number": _unique(43)})
        _hang(cursor, kind, span, "casework_correction", new)
        _hang(cursor, kind, span, "issuance_batch", _batch(new, kind))
        _certificates(cursor, kind, span)
        if closed:
            _corrected(cursor, span)
        for table in () if closed else _KEEPING:
            _hang(cursor, kind, span, table, new | _own_item(table))


def _batch(new: Mapping[str, str], kind: Kind) -> dict[str, str]:
    ages = _ago(_AGES[kind.name], "issued_at") if kind.name in _AGES else {}
    taken = {"handed_over_at": ages["issued_at"]} if kind.name == "closed" else {}
    return {**new, **ages, **taken, "number": _unique(30)}


def _corrected(cursor: object, span: tuple[int, int]) -> None:
    """As the one real case that came back; it was made before the closed ones are copied."""
    copied = _insert(
        "casework_correction",
        {"submission_id": "g"},
        "t.id = (SELECT min(id) FROM casework_correction WHERE answered_at IS NOT NULL)",
        "generate_series(%s, %s, 5) g",
    )
    cursor.execute(copied, [*span])  # type: ignore[attr-defined]


def _ago(longest: str, *columns: str) -> dict[str, str]:
    """Spread over so many seconds, the same moment's distance in every row of one case."""
    ago = f"make_interval(secs => mod(g::bigint * 104729, {longest}))"
    return {column: f"t.{column} - {ago}" for column in columns}


def _own_item(table: str) -> dict[str, str]:
    if table != "casework_event":
        return {}
    return {
        "work_item_id": "(SELECT n.id FROM casework_workitem n JOIN casework_workitem o"
        " ON n.key = o.key WHERE o.id = t.work_item_id AND n.submission_id = g)"
    }


def _certificates(cursor: object, kind: Kind, span: tuple[int, int]) -> None:
    if not Batch.objects.filter(submission=kind.case).exists():
        return
    columns = _columns("issuance_certificate")
    changed = {
        "batch_id": "b.id",
        "work_item_id": "w.id",
        "number": _unique(30),
        "electronic_id": _unique(60),
        "paper_id": "NULL",
        "sha256": "md5(random()::text)",
        "arrived_at": "b.issued_at",
    }
    chosen = ", ".join(changed.get(one, f"t.{one}") for one in columns)
    cursor.execute(  # type: ignore[attr-defined]
        f"INSERT INTO issuance_certificate ({', '.join(columns)}) SELECT {chosen}"
        " FROM issuance_certificate t JOIN casework_workitem o ON o.id = t.work_item_id"
        " JOIN casework_workitem w ON w.key = o.key AND w.submission_id BETWEEN %s AND %s"
        " JOIN issuance_batch b ON b.submission_id = w.submission_id"
        " WHERE o.submission_id = %s",
        [*span, kind.case.pk],
    )


def _hang(
    cursor: object, kind: Kind, span: tuple[int, int], table: str, changed: Mapping[str, str]
) -> None:
    copied = _insert(table, changed, "t.submission_id = %s", "generate_series(%s, %s) g")
    cursor.execute(copied, [*span, kind.case.pk])  # type: ignore[attr-defined]


def _insert(table: str, changed: Mapping[str, str], where: str, times: str) -> str:
    columns = _columns(table)
    chosen = ", ".join(changed.get(one, f"t.{one}") for one in columns)
    listed = ", ".join(columns)
    return f"INSERT INTO {table} ({listed}) SELECT {chosen} FROM {times}, {table} t WHERE {where}"


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return [f'"{one.name}"' if one.name == "position" else one.name for one in described[1:]]


def _unique(longest: int) -> str:
    return f"upper(left(md5(random()::text) || md5(random()::text), {longest}))"
