"""A small bundle with every rule in it, sound as it stands; each test spoils a copy.

Two items after a registration: a licence that can go by commitment, and a sign. Nothing here needs
a database.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from bundles.catalogue.definition import Version

Document = dict[str, Any]
PARTS = ("questions", "blocks", "items", "materials", "papers")


def kiosk() -> Document:
    """The document of the published version, as plain values."""
    return deepcopy(_KIOSK)


def version(document: Document) -> Version:
    return Version.model_validate(document)


def part(document: Document, key: str) -> Document:
    """A question, block, item, material or letter by its key."""
    return next(one for kind in PARTS for one in document[kind] if one["key"] == key)


def text(zh: str, en: str = "") -> dict[str, str]:
    return {"zh": zh, "en": en or zh}


def _days(amount: int) -> dict[str, str]:
    return {"amount": str(amount), "day_kind": "working"}


_BUREAU = {
    "code": "scjg",
    "uscc": "111525310DEM00011J",
    "name": text("市场监督管理局", "Market Bureau"),
    "short_name": text("市监局", "Market"),
    "hall": None,
    "review_body": None,
    "court": None,
    "kind": "bureau",
}


def _requirement(code: str, name: str, necessity: str = "required") -> Document:
    return {
        "code": code,
        "name": text(name, code),
        "necessity": necessity,
        "form": "paper",
        "originals": 1,
        "copies": 0,
        "source": "applicant",
        "basis": text("依据", "basis"),
    }


def _item(key: str, name: str, requirements: list[Document], **more: Any) -> Document:
    return {
        "key": key,
        "name": text(name, key),
        "department": _BUREAU,
        "accepted_by": _BUREAU,
        "supervised_by": _BUREAU,
        "implementation_code": "1" * 31,
        "kind": "licence",
        "handling": "promised",
        "service_object": text("个人", "people"),
        "nationwide": False,
        "visits": 0,
        "needs": [],
        "when": "true",
        "holds_issuance": True,
        "deemed_acceptance": True,
        "legal": _days(20),
        "promised": _days(5),
        "delivery": _days(10),
        "extension": None,
        "fields": [],
        "materials": [],
        "sees": [],
        "result": {
            "name": text("证", "paper"),
            "kind": "licence",
            "result_schema": {"properties": {"number": {"type": "string"}}},
            "made_by": "portal",
            "maker": None,
            "validity_years": None,
            "template": "result",
        },
        "requirements": requirements,
        "check_points": [],
        "basis": [],
        "conditions": [],
        "fee": None,
        "cost": [],
        **more,
    }


def _row(
    key: str, code: str, name: str, items: list[str], *rules: Document, **more: Any
) -> Document:
    return {
        "key": key,
        "code": code,
        "name": text(name, code),
        "items": items,
        "rules": list(rules),
        **more,
    }


def _ask(key: str, zh: str, **more: Any) -> Document:
    return {"key": key, "text": text(zh, key), "type": "yes_no", "default": False, **more}


_COMMITMENT = {
    "when": "fast && !barred",
    "legal": _days(1),
    "promised": _days(1),
    "follow_up": _days(20),
    "put_right": _days(10),
    "consequences": text("撤销决定。", "The decision is revoked."),
}

_KIOSK: Document = {
    "code": "kiosk",
    "name": text("开小卖部", "Opening a kiosk"),
    "summary": text("一次办好。", "All at once."),
    "division": {"code": "152571000000", "name": text("乌拉盖", "Ulgai")},
    "gather_minutes": 5,
    "issuance": _days(0),
    "values": {},
    "questions": [
        _ask(
            "area",
            "经营面积多大？",
            type="integer",
            min=1,
            max=500,
            default=30,
            cuts=[50],
            unit=text("平方米", "m²"),
        ),
        _ask(
            "premises",
            "房子是怎么来的？",
            type="choice",
            default="rented",
            choices=[
                {"key": "owned", "text": text("自己的", "owned")},
                {"key": "rented", "text": text("租来的", "rented")},
            ],
        ),
        _ask("has_sign", "要挂招牌吗？", default=True),
        _ask("lit_sign", "招牌发光吗？", when="has_sign"),
        _ask("fast", "愿意作出承诺吗？"),
    ],
    "blocks": [
        {
            "key": "shop",
            "title": text("店铺", "Shop"),
            "fields": [
                {"key": "title_number", "label": text("不动产权证号", "Title number")},
                {"key": "wattage", "label": text("功率", "Power"), "when": "lit_sign"},
            ],
        },
        {
            "key": "sign",
            "title": text("招牌", "Sign"),
            "when": "has_sign",
            "fields": [{"key": "words", "label": text("文字", "Words")}],
        },
    ],
    "items": [
        _item(
            "K1",
            "登记",
            [
                _requirement("form", "申请表"),
                _requirement("id", "身份证"),
                _requirement("title", "产权证明"),
            ],
            fields=["shop", "questions.premises"],
            materials=["M02", "M03"],
        ),
        _item(
            "K2",
            "许可",
            [
                _requirement("id", "身份证"),
                _requirement("licence", "营业执照"),
                _requirement("rules", "管理制度"),
                _requirement("plan", "平面图", "may_follow"),
            ],
            needs=[{"item": "K1"}],
            sees=[{"item": "K1", "keys": ["number"]}],
            when="area > 50 || fast",
            commitment=_COMMITMENT,
            materials=["M02", "M05", "M07"],
        ),
        _item(
            "K3",
            "招牌备案",
            [_requirement("form", "申请表"), _requirement("licence", "营业执照")],
            needs=[{"item": "K1"}],
            sees=[{"item": "K1", "keys": ["number"]}],
            when="has_sign",
            fields=["sign", "shop.wattage"],
        ),
    ],
    "materials": [
        _row("M01", "form", "申请表", ["K1"], {"kind": "merged_form", "into": "shop"}),
        _row("M02", "id", "身份证", ["K1"], {"kind": "keep"}),
        _row(
            "M03",
            "title",
            "产权证明",
            ["K1"],
            {
                "kind": "shared",
                "when": 'premises == "owned"',
                "source": text("不动产登记库", "title register"),
                "register": "real_estate",
                "subject": {"title_number": "shop.title_number"},
            },
            {"kind": "keep"},
        ),
        _row("M04", "id", "身份证", ["K2"], {"kind": "duplicate_of", "of": "M02"}),
        _row(
            "M05",
            "rules",
            "管理制度",
            ["K2"],
            {
                "kind": "commitment",
                "when": "fast && !barred",
                "promise": text("已经建立制度。", "Rules are in place."),
            },
            {"kind": "keep"},
        ),
        _row("M06", "licence", "营业执照", ["K2", "K3"], {"kind": "produced_by", "by": "K1"}),
        _row("M07", "plan", "平面图", ["K2"], {"kind": "may_follow", "within": _days(10)}),
        _row("M08", "form", "申请表", ["K3"], {"kind": "merged_form", "into": "sign"}),
    ],
    "consents": [],
    "papers": [
        {
            "key": "promise",
            "kind": "commitment_letter",
            "title": text("承诺书", "Commitment"),
            "text": text("本人承诺属实。", "I promise."),
            "when": "fast && !barred",
            "items": ["K2"],
        }
    ],
    "before": {
        "source": text("测算", "reckoned"),
        "steps": [{"item": key, "visits": 2, "takes": _days(10)} for key in ("K1", "K2", "K3")],
    },
}
