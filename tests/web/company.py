"""A company in 乌拉盖管理区, filled in page by page as its founder would."""

from io import BytesIO
from typing import Any
from uuid import uuid4

from django.test import Client
from PIL import Image

from bundles.casework.models import SignatureRequest

DIVISION, BUNDLE = "152571000000", "company-opening"
START = f"/bundles/{DIVISION}/{BUNDLE}/start/"
WANG = {"name": "王晓明", "id_number": "152531199003072518", "phone": "13847912345"}
LI = {"name": "李娜", "id_number": "152502198511220015", "phone": "13947954321"}

QUESTIONS: dict[str, Any] = {
    "shareholder_kind": "person",
    "premises": "rented",
    "has_supervisor": "yes",
    "hires_staff": "yes",
    "extra_seals": ["finance", "invoice", "contract", "representative"],
    "invoices": "yes",
    "special_invoices": "no",
    "has_agent": "no",
}
SINGLE: dict[str, dict[str, Any]] = {
    "company_name": {
        "region": "乌拉盖",
        "trade_name": "牧歌",
        "industry": "乳制品加工",
        "form": "co_ltd",
        "second_choice": "",
    },
    "company_type": {"type": "held_by_people", "term": "open_ended"},
    "scope": {"main_activity": "乳制品生产", "text": "乳制品生产；食品销售；畜牧渔业饲料销售"},
    "registered_address": {
        "division": "152571101000",
        "address": "振兴路1号",
        "phone": "0479-3351234",
        "owner": "乌拉盖牧业合作社",
        "lease_until": "2029-12-31",
    },
    "capital": {"amount": "1000000"},
    "legal_representative": WANG,
    "liaison": LI | {"email": ""},
    "seals": {"maker": "wlg_seal", "material": "light_sensitive", "representative": "王晓明"},
    "tax": {
        "taxpayer_kind": "small",
        "accounting": "independent",
        "finance_name": LI["name"],
        "finance_id": LI["id_number"],
        "finance_phone": LI["phone"],
        "clerk_name": LI["name"],
        "clerk_id": LI["id_number"],
        "clerk_phone": LI["phone"],
        "invoice_kinds": ["digital_plain"],
        "monthly_sales": "80000",
    },
    "insurance": {
        "first_month": "2026-12",
        "kinds": ["pension", "medical", "unemployment", "injury"],
    },
    "fund": {"ratio": "8", "first_month": "2026-12"},
    "bank": {"branch": "main", "visit_on": "2026-12-01", "account_use": "daily"},
    "delivery": {"way": "window"},
}
REPEATED: dict[str, list[dict[str, Any]]] = {
    "shareholders": [
        WANG | {"amount": "600000", "way": "cash", "years": "5"},
        LI | {"amount": "400000", "way": "cash", "years": "5"},
    ],
    "officers": [WANG | {"post": "director"}, LI | {"post": "supervisor"}],
    "beneficial_owners": [
        {"name": "王晓明", "id_number": WANG["id_number"], "nature": "holds", "share": "60"},
        {"name": "李娜", "id_number": LI["id_number"], "nature": "holds", "share": "40"},
    ],
    "staff": [
        {
            "name": "李娜",
            "id_number": LI["id_number"],
            "start": "2026-12-01",
            "wage_base": "5200",
        }
    ],
}


def begin(client: Client, token: str | None = None) -> str:
    """Press the button on the bundle's page; returns the address of the case."""
    response = client.post(START, {"token": token or str(uuid4())})
    assert response.status_code == 302, response.status_code
    return str(response["Location"]).removesuffix("form/")


def fill(client: Client, case: str) -> None:
    """Every page of the form, each posted as its own page asks for it."""
    assert client.post(f"{case}form/questions/", QUESTIONS).status_code == 302
    for block, values in SINGLE.items():
        answer = client.post(f"{case}form/{block}/", values)
        assert answer.status_code == 302, (block, answer.context["problems"])
    for block, rows in REPEATED.items():
        for place, row in enumerate(rows):
            answer = client.post(f"{case}form/{block}/add/", row | {"row-id": f"{place:08}"})
            assert answer.status_code == 302, (block, answer.context["problems"])
        answer = client.post(f"{case}form/{block}/")
        assert answer.status_code == 302, (block, answer.context["problems"])


def as_sent(page: Any, /, **changed: Any) -> dict[str, Any]:
    """What a browser would post of a page of the form, with these controls changed."""
    sent: dict[str, Any] = {}
    for control in page.context["controls"]:
        sent[control.was_name] = control.was
        if control.kind in ("radio", "checkboxes"):
            chosen = [option.value for option in control.options if option.chosen]
            sent |= {control.name: chosen} if chosen else {}
        elif control.kind == "division":
            sent[control.name] = [
                option.value
                for level in control.levels
                for option in level.options
                if option.chosen
            ]
        else:
            sent[control.name] = control.value
    if page.context["row_id"]:
        sent["row-id"] = page.context["row_id"]
    return sent | {"then": "on"} | changed


def hand_in_files(client: Client, case: str) -> None:
    page = client.get(f"{case}materials/")
    for planned, _files in page.context["asked"]:
        key = planned.material.key
        answer = client.post(f"{case}materials/{key}/", {"file": pdf(f"{key}.pdf")})
        assert answer.status_code == 302, answer.context["errors"]


def submit(client: Client, case: str, **changed: Any) -> Any:
    """Tick everything on the page to check, and hand in what it shows."""
    page = client.get(f"{case}review/")
    data = {
        "reviewed": page.context["reviewed"],
        "agree": [key for key, *_rest in page.context["agreements"]],
    }
    answer = client.post(f"{case}review/", data | changed)
    if not str(answer.get("Location", "")).endswith("/signatures/"):
        return answer
    sign_all(client, case)
    return client.post(f"{case}signatures/")


def sign_all(client: Client, case: str) -> None:
    """Everybody who has not signed yet opens their own link and confirms."""
    for row in client.get(f"{case}signatures/").context["rows"]:
        if row["state"] == "waiting":
            answer = sign(row["asked"])
            assert answer.status_code == 302, answer.context["errors"]


def sign(asked: SignatureRequest, client: Client | None = None, **changed: str) -> Any:
    """One person at their own link, in a browser nobody has signed in with."""
    typed = {"name": asked.name, "id_number": asked.id_number, "agree": "on"}
    return (client or Client()).post(f"/sign/{asked.secret}/", typed | changed)


def filed(client: Client) -> str:
    """A case handed in, from an empty form; returns its address."""
    case = begin(client)
    fill(client, case)
    hand_in_files(client, case)
    answer = submit(client, case)
    assert answer.status_code == 302, answer.context["problems"]
    return case


def pdf(name: str = "材料.pdf", text: str = "") -> BytesIO:
    """A small PDF that opens; another ``name`` or ``text`` gives other bytes."""
    page = Image.new("RGB", (60, 80), (len(name) * 7 % 255, len(text) * 5 % 255, 200))
    file = BytesIO()
    page.save(file, "PDF", title=name + text)
    file.seek(0)
    file.name = name
    return file


def png(name: str = "照片.png") -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (40, 40), (10, 120, 60)).save(file, "PNG")
    file.seek(0)
    file.name = name
    return file
