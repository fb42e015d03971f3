"""A small restaurant to be opened: what its operator fills in, and what each department finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any, Final

from portal.demo import numbers
from portal.demo.company import TOWN, Person, person

ADDRESS: Final = "草原路18号"
FULL_ADDRESS: Final = f"内蒙古自治区锡林郭勒盟乌拉盖管理区巴音胡硕镇{ADDRESS}"
TITLE: Final = "蒙（2019）乌拉盖不动产权第0001286号"
"""A title the simulated register knows."""

HANDED_IN: Final = ("M02", "M03", "M10", "M38")
"""What the ordinary small restaurant hands in: ID, lease, the one plan, the sign."""

_TRADE_FIRST: Final = "牧草云天金银青白长瑞祥富"
_TRADE_SECOND: Final = "香味园居斋轩坊苑"


@dataclass(frozen=True)
class Restaurant:
    """A leased shop of 40 m² with a sign and drains, everything by commitment, two people to be
    examined, no agent: the ordinary case.

    ``answers`` is the one form filled in; ``result(key)`` the data the body that settles item
    ``key`` enters. ``questions`` given are answered otherwise than in the ordinary case; what the
    form then asks besides is for the caller to fill in. The same ``seed`` makes the same one.
    """

    seed: int
    today: date
    questions: dict[str, Any] = field(default_factory=dict)
    random: Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "random", Random(self.seed))  # noqa: S311 - made up on purpose
        self.answers  # noqa: B018 — drawn first, so that the same seed makes the same restaurant

    @property
    def name(self) -> str:
        shop = self.answers["blocks"]["shop"]
        return f"{shop['region']}{shop['trade_name']}{shop['trade']}"

    @cached_property
    def operator(self) -> Person:
        return person(self.random)

    @cached_property
    def cook(self) -> Person:
        return person(self.random)

    @property
    def signatories(self) -> list[Person]:
        return [self.operator]

    @cached_property
    def uscc(self) -> str:
        return numbers.company_code(self.random, "152571")

    @cached_property
    def answers(self) -> dict[str, Any]:
        random, operator = self.random, self.operator
        trade_name = random.choice(_TRADE_FIRST) + random.choice(_TRADE_SECOND)
        return {
            "questions": {
                "area": 40,
                "premises": "rented",
                "dwelling": False,
                "dishes": ["hot", "cold"],
                "fume": True,
                "manager_tested": True,
                "staff_to_examine": 2,
                "drains_to_sewer": True,
                "has_sign": True,
                "street_front": True,
                "sells_tobacco": False,
                "wants_seal": False,
                "has_agent": False,
                "food_route": "commitment",
                "drains_route": "commitment",
                "fire_route": "commitment",
                **self.questions,
            },
            "blocks": {
                "shop": {
                    "region": "乌拉盖",
                    "trade_name": trade_name,
                    "trade": "餐馆",
                    "form": "individual",
                    "scope": "餐饮服务（小餐饮）",
                },
                "operator": operator.as_answers,
                "premises": {
                    "division": TOWN,
                    "address": ADDRESS,
                    "storey": "一层",
                    "title_number": TITLE,
                    "owner": person(random).name,
                    "lease_until": f"{self.today + timedelta(days=3 * 365):%Y-%m-%d}",
                },
                "kitchen": {
                    "kitchen_area": 14,
                    "seats": 18,
                    "cold_room": "area",
                    "fume_outlet": "楼顶专用烟道",
                    "officer": operator.name,
                    "officer_test": f"SP{random.randrange(10**8):08d}",
                },
                "examinees": [
                    {**operator.as_answers, "post": "经营者"},
                    {**self.cook.as_answers, "post": "厨师"},
                ],
                "drains": {"outlet": "店后门东侧检查井", "daily_amount": 2, "grease_trap": "trap"},
                "fire": {
                    "responsible": operator.name,
                    "exits": 2,
                    "extinguishers": 4,
                    "fuel": "piped_gas",
                },
                "sign": {
                    "text": f"{trade_name}餐馆",
                    "width": 320,
                    "height": 80,
                    "material": "letters",
                    "lit": True,
                },
                "frontage": {"width": 5, "neighbours": "东邻便民超市，西邻理发店"},
                "tax": {
                    "wants_invoices": True,
                    "invoice_kinds": ["digital_plain"],
                    "monthly_sales": "30000.00",
                },
                "delivery": {"way": "window"},
            },
        }

    def result(self, key: str) -> dict[str, Any]:
        """What whoever settles item ``key`` enters."""
        return {**_RESULTS[key], **self._own(key)}

    def _own(self, key: str) -> dict[str, Any]:
        today = self.today.isoformat()
        shop = {"name": self.name, "address": FULL_ADDRESS}
        licensed = {**shop, "issued_on": today, "valid_until": _years(self.today, 5)}
        of_item: dict[str, dict[str, Any]] = {
            "R1": {**shop, **self._registered},
            "R2a": {**licensed, "licence_number": self._digits("JY", 14)},
            "R2b": {**licensed, "licence_number": self._digits("XCY", 12)},
            "R3": {"confirmed_on": today},
            "R4": {"people": [self._fit(one, nth) for nth, one in enumerate(self.examined)]},
            "R6": {**licensed, "permit_number": self._digits("PS", 12)},
            "R7": {**shop, "opinion_number": self._digits("XFJC", 10), "issued_on": today},
            "R8": {"filing_number": self._serial("ZP"), "filed_on": today},
            "R9": {"letter_number": self._serial("MQ"), "signed_on": today},
            "R10": {**licensed, "licence_number": self._digits("", 12)},
            "R11": {"filing_number": self._serial("YZ"), "filed_on": today},
        }
        return of_item[key]

    @property
    def _registered(self) -> dict[str, Any]:
        return {
            "uscc": self.uscc,
            "operator": self.operator.name,
            "scope": self.answers["blocks"]["shop"]["scope"],
            "registered_on": self.today.isoformat(),
        }

    def _digits(self, prefix: str, digits: int) -> str:
        return f"{prefix}{self.random.randrange(10**digits):0{digits}d}"

    @property
    def examined(self) -> list[Person]:
        return [self.operator, self.cook]

    def _fit(self, one: Person, nth: int) -> dict[str, str]:
        posts = ("经营者", "厨师")
        return {
            "name": one.name,
            "number": self._serial(f"JK{nth}"),
            "post": posts[nth],
            "examined_on": self.today.isoformat(),
            "valid_until": _years(self.today, 1),
        }

    def _serial(self, prefix: str) -> str:
        return f"{prefix}{self.today:%Y%m%d}{self.random.randrange(10**6):06d}"


_RESULTS: Final[dict[str, dict[str, Any]]] = {
    "R1": {"form": "个人经营"},
    "R2a": {"business_form": "餐饮服务经营者", "categories": ["热食类食品制售", "冷食类食品制售"]},
    "R2b": {"business_form": "小餐饮店", "categories": ["热食类食品制售", "冷食类食品制售"]},
    "R3": {
        "taxpayer_kind": "小规模纳税人",
        "taxes": [
            {"name": "增值税", "period": "按季"},
            {"name": "个人所得税（经营所得）", "period": "按季"},
        ],
        "invoice_quota": {"kinds": ["数电发票（普通发票）"], "monthly_amount": "100000.00"},
        "tax_office": "国家税务总局乌拉盖管理区税务局",
    },
    "R4": {"clinic": "乌拉盖示范体检中心"},
    "R6": {"outlet": "店后门东侧检查井", "daily_amount": "2"},
    "R7": {"area": 40, "storey": "一层", "conclusion": "同意投入使用、营业（告知承诺）"},
    "R8": {
        "sign_text": "餐馆",
        "position": "草原路18号店门上方",
        "size": "320 厘米 × 80 厘米",
    },
    "R9": {"area": "草原路18号店门前至人行道边缘，宽 5 米"},
    "R10": {},
    "R11": {
        "maker": "乌拉盖示范刻章服务部",
        "seals": [{"kind": "法定名称章", "code": "1525710000018"}],
    },
}
"""What does not differ from one restaurant to the next."""


def new_restaurant(today: date) -> Restaurant:
    """A restaurant nobody has filed before."""
    return Restaurant(seed=Random().getrandbits(64), today=today)  # noqa: S311


def _years(day: date, years: int) -> str:
    """The last day of so many years that begin on ``day``."""
    return (
        day.replace(year=day.year + years, day=min(day.day, 28)) - timedelta(days=1)
    ).isoformat()
