"""A company to be opened: what its founders fill in, and what each department finds for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any, Final

from portal.demo import numbers

FAMILY_NAMES: Final = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
GIVEN_NAMES: Final = (
    "敏",
    "建军",
    "丽娜",
    "志远",
    "海燕",
    "国强",
    "秀英",
    "文博",
    "晓东",
    "桂兰",
    "永福",
    "春梅",
)
TRADE_FIRST: Final = "牧草云天金银青白长瑞祥富"
TRADE_SECOND: Final = "歌原泉河源峰岭禾穗和泰安"

TOWN, TOWN_NAME = "152571101000", "内蒙古自治区锡林郭勒盟乌拉盖管理区巴彦胡硕镇"

SEAL_KINDS: Final = {
    "finance": "财务专用章",
    "invoice": "发票专用章",
    "contract": "合同专用章",
    "representative": "法定代表人名章",
}


@dataclass(frozen=True)
class Person:
    name: str
    id_number: str
    phone: str

    @property
    def as_answers(self) -> dict[str, str]:
        return {"name": self.name, "id_number": self.id_number, "phone": self.phone}


def person(random: Random) -> Person:
    """Somebody who exists only here."""
    return Person(
        name=random.choice(FAMILY_NAMES) + random.choice(GIVEN_NAMES),
        id_number=numbers.resident_id(random),
        phone=numbers.phone(random),
    )


@dataclass(frozen=True)
class Company:
    """Two founders, one of whom directs it, a supervisor and two people on the payroll.

    ``answers`` is the one form of six-in-one filled in; ``result(key)`` the data department ``key``
    approves with. The same ``seed`` makes the same company.
    """

    seed: int
    today: date
    random: Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "random", Random(self.seed))  # noqa: S311 - made up on purpose
        self.answers  # noqa: B018 — drawn first, so that the same seed makes the same company

    @property
    def name(self) -> str:
        parts = self.answers["blocks"]["company_name"]
        return f"{parts['region']}{parts['trade_name']}{parts['industry']}有限公司"

    @cached_property
    def founder(self) -> Person:
        return person(self.random)

    @property
    def signatories(self) -> list[Person]:
        """Everybody who signs, once each, in the order in which the bundle names their roles."""
        blocks = self.answers["blocks"]
        named = [blocks["legal_representative"], *blocks["shareholders"], *blocks["officers"]]
        people = [Person(one["name"], one["id_number"], one["phone"]) for one in named]
        return list(dict.fromkeys(people))

    @cached_property
    def uscc(self) -> str:
        return numbers.company_code(self.random, "152571")

    @cached_property
    def first_month(self) -> str:
        return f"{self.today + timedelta(days=31):%Y-%m}"

    @cached_property
    def answers(self) -> dict[str, Any]:
        random, founder = self.random, self.founder
        partner, supervisor, finance = person(random), person(random), person(random)
        staff = [person(random), person(random)]
        trade_name = random.choice(TRADE_FIRST) + random.choice(TRADE_SECOND)
        return {
            "questions": {
                "shareholder_kind": "person",
                "premises": "rented",
                "has_supervisor": True,
                "hires_staff": True,
                "extra_seals": list(SEAL_KINDS),
                "invoices": True,
                "special_invoices": False,
                "has_agent": False,
            },
            "blocks": {
                "company_name": {
                    "region": "乌拉盖",
                    "trade_name": trade_name,
                    "industry": "乳制品加工",
                    "form": "co_ltd",
                },
                "company_type": {"type": "held_by_people", "term": "open_ended"},
                "scope": {
                    "main_activity": "乳制品生产",
                    "text": "乳制品生产；食品销售；农副产品销售",
                },
                "registered_address": {
                    "division": TOWN,
                    "address": f"振兴路{random.randrange(1, 300)}号",
                    "phone": numbers.phone(random),
                    "owner": person(random).name,
                    "lease_until": f"{self.today + timedelta(days=3 * 365):%Y-%m-%d}",
                },
                "capital": {"amount": "1000000.00"},
                "legal_representative": founder.as_answers,
                "shareholders": [
                    _share(founder, "600000.00"),
                    _share(partner, "400000.00"),
                ],
                "officers": [
                    {"post": "director", **founder.as_answers},
                    {"post": "manager", **partner.as_answers},
                    {"post": "supervisor", **supervisor.as_answers},
                ],
                "liaison": partner.as_answers,
                "beneficial_owners": [
                    _owner(founder, "60.00"),
                    _owner(partner, "40.00"),
                ],
                "seals": {
                    "maker": "wlg_seal",
                    "material": "light_sensitive",
                    "representative": founder.name,
                },
                "tax": {
                    "taxpayer_kind": "small",
                    "accounting": "independent",
                    "finance_name": finance.name,
                    "finance_id": finance.id_number,
                    "finance_phone": finance.phone,
                    "clerk_name": finance.name,
                    "clerk_id": finance.id_number,
                    "clerk_phone": finance.phone,
                    "invoice_kinds": ["digital_plain"],
                    "monthly_sales": "100000.00",
                },
                "staff": [
                    {
                        "name": each.name,
                        "id_number": each.id_number,
                        "start": self.today.isoformat(),
                        "wage_base": "5200.00",
                    }
                    for each in staff
                ],
                "insurance": {
                    "first_month": self.first_month,
                    "kinds": ["pension", "medical", "unemployment", "injury"],
                },
                "fund": {"ratio": 8, "first_month": self.first_month},
                "bank": {
                    "branch": "main",
                    "visit_on": f"{self.today + timedelta(days=10):%Y-%m-%d}",
                    "account_use": "wages",
                },
                "delivery": {"way": "window"},
            },
        }

    def result(self, key: str) -> dict[str, Any]:
        """What the department of item ``key`` enters when it approves."""
        blocks, today = self.answers["blocks"], self.today.isoformat()
        match key:
            case "E1":
                return {
                    "uscc": self.uscc,
                    "name": self.name,
                    "company_type": "有限责任公司（自然人投资或控股）",
                    "legal_representative": self.founder.name,
                    "registered_capital": blocks["capital"]["amount"],
                    "address": TOWN_NAME + blocks["registered_address"]["address"],
                    "scope": blocks["scope"]["text"],
                    "registered_on": today,
                    "valid_until": "长期",
                }
            case "E2":
                return {
                    "filing_number": self._serial("YZ"),
                    "filed_on": today,
                    "maker": "乌拉盖示范刻章服务部",
                    "seals": [
                        {"kind": kind, "code": numbers.seal_code(self.random)}
                        for kind in ("法定名称章", *SEAL_KINDS.values())
                    ],
                }
            case "E3":
                return {
                    "taxpayer_kind": "小规模纳税人",
                    "taxes": [
                        {"name": "增值税", "period": "按季"},
                        {"name": "企业所得税", "period": "按季"},
                        {"name": "个人所得税（代扣代缴）", "period": "按月"},
                    ],
                    "invoice_quota": {
                        "kinds": ["数电发票（普通发票）"],
                        "monthly_amount": "100000.00",
                    },
                    "tax_office": "国家税务总局乌拉盖管理区税务局",
                    "confirmed_on": today,
                }
            case "E4":
                return {
                    "registration_number": self._serial("SB"),
                    "registered_on": today,
                    "staff_count": len(blocks["staff"]),
                    "start_month": self.first_month,
                    "insurances": [
                        "企业职工基本养老保险",
                        "职工基本医疗保险",
                        "失业保险",
                        "工伤保险",
                    ],
                }
            case "E5":
                return {
                    "unit_account": f"{self.random.randrange(10**9, 10**10)}",
                    "registered_on": today,
                    "ratio": blocks["fund"]["ratio"],
                    "first_month": self.first_month,
                    "staff_count": len(blocks["staff"]),
                }
            case "E6":
                return {
                    "bank": "草原示范银行乌拉盖支行",
                    "branch": "草原示范银行乌拉盖支行营业部",
                    "reservation_number": self._serial("YY"),
                    "visit_by": f"{self.today + timedelta(days=30):%Y-%m-%d}",
                }
        raise KeyError(key)

    def _serial(self, prefix: str) -> str:
        return f"{prefix}{self.today:%Y%m%d}{self.random.randrange(10**6):06d}"


def new_company(today: date) -> Company:
    """A company nobody has filed before."""
    return Company(seed=Random().getrandbits(64), today=today)  # noqa: S311


def _share(shareholder: Person, amount: str) -> dict[str, Any]:
    return {
        "name": shareholder.name,
        "id_number": shareholder.id_number,
        "amount": amount,
        "way": "cash",
        "years": 5,
        "phone": shareholder.phone,
    }


def _owner(owner: Person, share: str) -> dict[str, str]:
    return {"name": owner.name, "id_number": owner.id_number, "nature": "holds", "share": share}
