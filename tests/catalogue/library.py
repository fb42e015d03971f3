"""Bundles for tests: the six-in-one of the house, and six items that do not wait for each other.

Publishing needs the departments in the database: ``load_departments`` puts them there, about half a
second once; publishing takes about 60 ms, and a second time gives the same version.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from bundles.catalogue import loader
from bundles.catalogue.assembling import assemble
from bundles.catalogue.authoring import Definition
from bundles.catalogue.definition import Version
from bundles.catalogue.models import BundleVersion
from bundles.catalogue.publishing import publish
from bundles.catalogue.reading import open_bundle
from departments import library
from departments.models import Division

WULAGAI = "152571000000"
SIX_INDEPENDENT = Path(__file__).with_name("six_independent.yaml")
COMPANY_OPENING = loader.LIBRARY / "company-opening.yaml"


def load_departments() -> None:
    if not Division.objects.filter(code=WULAGAI).exists():
        library.load()


def publish_company_opening(division: str = WULAGAI) -> BundleVersion:
    """The six-in-one, E1 first, as the house offers it."""
    return publish(definition(COMPANY_OPENING), Division.objects.get(code=division))


def publish_six_independent(division: str = WULAGAI) -> BundleVersion:
    """Six items that need nothing; no material is asked for, see ``independent_answers``."""
    return publish(definition(SIX_INDEPENDENT), Division.objects.get(code=division))


@cache
def definition(path: Path) -> Definition:
    return open_bundle(path).content


def assembled(path: Path = COMPANY_OPENING, division: str = WULAGAI) -> Version:
    """The version as it would be published, without publishing it."""
    return assemble(definition(path), Division.objects.get(code=division))


def independent_answers() -> dict[str, Any]:
    return {"questions": {}, "blocks": {"notice": {"subject": "并行办理"}}}


def company_answers() -> dict[str, Any]:
    """牧歌乳业, founded by 张敏 and 李卫民, filled in completely and correctly."""
    return deepcopy(_COMPANY)


def _person(name: str, id_number: str, phone: str) -> dict[str, Any]:
    return {"name": name, "id_number": id_number, "phone": phone}


_ZHANG = _person("张敏", "152531199003072518", "13804790001")
_LI = _person("李卫民", "152502198511220015", "13804790002")

_COMPANY: dict[str, Any] = {
    "questions": {
        "shareholder_kind": "person",
        "premises": "rented",
        "has_supervisor": True,
        "hires_staff": True,
        "extra_seals": ["finance", "invoice", "contract", "representative"],
        "invoices": True,
        "special_invoices": False,
        "has_agent": False,
    },
    "blocks": {
        "company_name": {
            "region": "乌拉盖",
            "trade_name": "牧歌",
            "industry": "乳制品加工",
            "form": "co_ltd",
        },
        "company_type": {"type": "held_by_people", "term": "open_ended"},
        "scope": {"main_activity": "乳制品生产", "text": "乳制品生产；食品销售。"},
        "registered_address": {
            "division": "152571101000",
            "address": "振兴路1号",
            "phone": "0479-3351234",
            "owner": "王秀英",
            "lease_until": "2029-11-30",
        },
        "capital": {"amount": "1000000.00"},
        "legal_representative": dict(_ZHANG),
        "shareholders": [
            {**_ZHANG, "amount": "600000.00", "way": "cash", "years": 5},
            {**_LI, "amount": "400000.00", "way": "cash", "years": 3},
        ],
        "officers": [{"post": "director", **_ZHANG}, {"post": "supervisor", **_LI}],
        "liaison": dict(_LI),
        "beneficial_owners": [
            {
                "name": "张敏",
                "id_number": "152531199003072518",
                "nature": "holds",
                "share": "60",
            }
        ],
        "seals": {"maker": "wlg_seal", "material": "light_sensitive", "representative": "张敏"},
        "tax": {
            "taxpayer_kind": "small",
            "accounting": "independent",
            "finance_name": "李卫民",
            "finance_id": "152502198511220015",
            "finance_phone": "13804790002",
            "clerk_name": "李卫民",
            "clerk_id": "152502198511220015",
            "clerk_phone": "13804790002",
            "invoice_kinds": ["digital_plain"],
            "monthly_sales": "80000.00",
        },
        "staff": [
            {
                "name": "李卫民",
                "id_number": "152502198511220015",
                "start": "2026-12-01",
                "wage_base": "5200.00",
            }
        ],
        "insurance": {
            "first_month": "2026-12",
            "kinds": ["pension", "medical", "unemployment", "injury"],
        },
        "fund": {"ratio": 8, "first_month": "2026-12"},
        "bank": {"branch": "main", "visit_on": "2026-12-03", "account_use": "wages"},
        "delivery": {"way": "window"},
    },
}
