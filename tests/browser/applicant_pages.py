"""Every page an applicant can open, served to a real browser with real people and cases in it.

The list is that of the authorisation matrix, which follows the URL configuration: an address that
nobody can open there fails there, and one that answers with a page is looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from bundles.catalogue import versions
from portal.materials import tray
from tests import cases
from tests.web.matrix import ROWS
from tests.web.stage import Role, Stage

ONLY_SIGNED_OUT = {"account_login", "account_signup"}
"""Who is signed in is sent on from these."""

SENT_EMPTY = {
    "web:page",
    "web:add",
    "web:verify",
    "web:scan",
    "account_login",
    "account_signup",
}
"""Pages with a form whose refusal is a page of its own: they are sent with nothing in them."""


@dataclass(frozen=True)
class Page:
    name: str
    address: str
    role: Role = Role.OWNER
    send: bool = False
    brief: bool = False
    """Of a kind with others that are looked at in full: the telephone is enough."""

    def __str__(self) -> str:
        return f"{self.name} {self.address} ({self.role.value})"


def pages(stage: Stage) -> Iterator[Page]:
    """One for each address that answers with a page, and the further states of some."""
    for name, row in ROWS.items():
        if "GET" not in row.methods:
            continue
        role = Role.ANONYMOUS if name in ONLY_SIGNED_OUT else Role.OWNER
        address = reverse(name, kwargs=row.at(stage))
        if is_page(stage, role, address):
            yield Page(name, address, role, send=name in SENT_EMPTY)
    yield from further(stage)


def is_page(stage: Stage, role: Role, address: str) -> bool:
    """Whether it answers with HTML of its own: no file, no onward step."""
    answer = stage.client(role).get(address)
    content = b"".join(answer) if answer.streaming else answer.content
    html = answer.get("Content-Type", "").startswith("text/html")
    return answer.status_code == 200 and html and b"<main" in content


def further(stage: Stage) -> Iterator[Page]:
    """States that the matrix does not need."""
    for name in ("draft", "filed", "returned", "in_review", "issued"):
        token = getattr(stage, name).token
        yield Page("web:case", reverse("web:case", args=[token]))
    half = cases.draft(stage.owner)
    half.handed_materials.all().delete()
    for name in ("web:tasks", "web:materials", "web:review"):
        yield Page(f"{name}, unfinished", reverse(name, args=[half.token]))
    tray.add(half, "M08", cases.a_picture())
    for name in ("web:scan", "web:material"):
        yield Page(f"{name}, with pages to scan", reverse(name, args=[half.token, "M08"]))
    version = versions.version(stage.draft.version_id)
    for block in version.blocks:
        address = reverse("web:page", args=[stage.draft.token, block.key])
        if is_page(stage, Role.OWNER, address):
            yield Page(f"web:page, {block.key}", address, brief=True)
    yield from guide_pages(stage)
    item = version.items[0].implementation_code
    yield Page("web:item", reverse("web:item", args=[item]), Role.ANONYMOUS)
    yield Page("web:front", "/", Role.ANONYMOUS)
    for question in ("?q=登记", "?q=营业制照", "?q=qqqq", "?division=152922000000", "?kind=item"):
        yield Page("web:search", f"/search/{question}", Role.ANONYMOUS)
    yield Page("web:places", "/places/?in=152500000000", Role.ANONYMOUS)
    yield Page("nothing there", "/nowhere/")
    yield Page("only a button leads there", "/preferences/size/")
    yield Page("unreadable", "/?division=%00")
    yield Page("another's", reverse("web:case", args=[stage.draft.token]), Role.STRANGER)


def guide_pages(stage: Stage) -> Iterator[Page]:
    """The guide with answers in its address, and the same look at a draft."""
    guide = "/bundles/152571000000/company-opening/guide/"
    answers = (
        "shareholder_kind=person&premises=rented&has_supervisor=yes&hires_staff=yes"
        "&extra_seals=finance-invoice&invoices=yes&special_invoices=no&has_agent=no"
    )
    tried = "change=hires_staff&to=no"
    for name in ("check/", "list/", "what-if/"):
        yield Page("web:guide", f"{guide}{name}?{answers}", Role.ANONYMOUS)
    yield Page("web:guide-list, signed in", f"{guide}list/?{answers}", brief=True)
    yield Page("web:guide-what-if", f"{guide}what-if/?{answers}&{tried}", Role.ANONYMOUS)
    yield Page("web:guide-what-if, refused", f"{guide}what-if/?{answers}&change=premises&tried=1")
    for question in ("?asked=shareholder_kind", "?premises=castle", f"?{answers[:60]}"):
        yield Page("web:guide", f"{guide}{question}", Role.ANONYMOUS, brief=True)
    yield Page("web:what-if", f"/cases/{stage.draft.token}/what-if/?{tried}")


def sessions(stage: Stage) -> dict[Role, list[dict[str, str]]]:
    """The cookies of those who open pages, as the browser takes them."""
    roles = (Role.OWNER, Role.ANONYMOUS, Role.STRANGER)
    return {
        role: [
            {"name": morsel.key, "value": morsel.value} for morsel in stage.cookies[role].values()
        ]
        for role in roles
    }


__all__ = ["Client", "Page", "pages", "sessions"]
