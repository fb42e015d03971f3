"""Somebody who walks in without having touched a computer, and what they tell the clerk."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any

from portal.demo.company import TRADE_FIRST, TRADE_SECOND, Company, Person
from portal.simulators.identity.people import PEOPLE

CARD = PEOPLE[0]
"""The identity card they bring: the one that the reader's stand-in can read."""

HERSELF = "1"
"""The first of the people named before, by the digit that chooses them."""

HIRED = PEOPLE[1]
WAGE, RATIO = "5200", "8"


class OwnCompany(Company):
    """One founder who owns it, directs it and looks after everything else; one person hired.

    ``told`` is what the clerk has to enter, and nothing that the portal knows or can work out:
    ``block.field`` (of the row ``n``: ``block.n.field``) → what is typed or chosen. ``pick`` takes
    a person named before, ``usual`` questions stay as most people answer them.
    """

    @cached_property
    def founder(self) -> Person:
        return Person(CARD.name, CARD.id_number, "13847900218")

    @cached_property
    def trade_name(self) -> str:
        return self.random.choice(TRADE_FIRST) + self.random.choice(TRADE_SECOND) + "源"

    @cached_property
    def answers(self) -> dict[str, Any]:
        """As far as the departments' results follow from them."""
        told = self.told
        return {
            "blocks": {
                "company_name": {
                    name: told[f"company_name.{name}"]
                    for name in ("region", "trade_name", "industry")
                },
                "capital": {"amount": f"{told['capital.amount']}.00"},
                "registered_address": {"address": told["registered_address.address"]},
                "scope": {"text": told["scope.text"]},
                "staff": [HIRED],
                "fund": {"ratio": int(RATIO)},
            }
        }

    @cached_property
    def told(self) -> dict[str, Any]:
        visit = self.today + timedelta(days=10)
        return {
            "questions.has_supervisor": "no",
            "company_name.region": "乌拉盖",
            "company_name.trade_name": self.trade_name,
            "company_name.industry": "乳制品加工",
            "company_name.form": "co_ltd",
            "company_type.type": "held_by_people",
            "company_type.term": "open_ended",
            "scope.main_activity": "乳制品生产",
            "scope.text": "乳制品生产；食品销售；农副产品销售",
            "registered_address.division": "152571101000",
            "registered_address.address": "振兴路108号",
            "registered_address.phone": "04792660136",
            "registered_address.owner": "赵桂兰",
            "registered_address.lease_until": f"{self.today.year + 3}-06-30",
            "capital.amount": "100000",
            "shareholders.0.pick": HERSELF,
            "shareholders.0.way": "cash",
            "shareholders.0.years": "5",
            "officers.0.pick": HERSELF,
            "officers.0.post": "director",
            "liaison.pick": HERSELF,
            "beneficial_owners.0.pick": HERSELF,
            "beneficial_owners.0.nature": "holds",
            "beneficial_owners.0.share": "100",
            "seals.maker": "wlg_seal",
            "seals.material": "light_sensitive",
            "tax.pick": HERSELF + HERSELF,
            "tax.taxpayer_kind": "small",
            "tax.accounting": "independent",
            "tax.invoice_kinds": ["digital_plain"],
            "tax.monthly_sales": "50000",
            "staff.0.name": HIRED.name,
            "staff.0.id_number": HIRED.id_number,
            "staff.0.start": self.today.isoformat(),
            "staff.0.wage_base": WAGE,
            "insurance.first_month": self.first_month,
            "insurance.kinds": ["pension", "medical", "unemployment", "injury"],
            "fund.ratio": RATIO,
            "fund.first_month": self.first_month,
            "bank.branch": "main",
            "bank.visit_on": visit.isoformat(),
            "bank.account_use": "daily",
            "delivery.way": "window",
        }


def walks_in(today: date) -> OwnCompany:
    return OwnCompany(seed=Random().getrandbits(64), today=today)
