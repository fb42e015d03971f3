"""What all pages of one edition share: whose it is, where it stands, what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bundles.catalogue import versions
from bundles.catalogue.edition import Edition, EditionKind, EditionState
from bundles.catalogue.editions import exceptions, people, writing
from bundles.catalogue.editions.exceptions import EditionError, EditionFaulty
from bundles.catalogue.editions.reading import PLACE, TEXT
from departments.document_errors import LibraryError
from portal.console.gate import clerk_of, hall_of
from portal.console.site import page

TONES: Final = {
    EditionState.DRAFT: "info",
    EditionState.OFFERED: "warning",
    EditionState.SCHEDULED: "primary",
    EditionState.PUBLISHED: "success",
    EditionState.WITHDRAWN: "",
}
TABS: Final = (
    ("workshop_edition", gettext_lazy("内容")),
    ("workshop_proof", gettext_lazy("全面检查")),
    ("workshop_compare", gettext_lazy("与现行版本对照")),
    ("workshop_preview", gettext_lazy("预览")),
)
_STATUS: Final = {
    exceptions.EditionStale: HTTPStatus.CONFLICT,
    exceptions.EditionElsewhere: HTTPStatus.CONFLICT,
    exceptions.BaseOutdated: HTTPStatus.CONFLICT,
    exceptions.NotTheAuthor: HTTPStatus.FORBIDDEN,
    exceptions.SecondPersonNeeded: HTTPStatus.FORBIDDEN,
    exceptions.MayNotPublish: HTTPStatus.FORBIDDEN,
    exceptions.MayNotWrite: HTTPStatus.FORBIDDEN,
}


@dataclass(frozen=True, slots=True)
class Told:
    """One finding: in which of the two texts, at which line, and what to do."""

    file: str
    name: str
    line: int
    path: str
    problem: str
    remedy: str


def told(findings: Iterable[LibraryError]) -> list[Told]:
    """Findings for a reader; a shared part of the library keeps its file name."""
    names = {TEXT: _("正文"), PLACE: _("本地数值与选项")}
    return [
        Told(one.file, names.get(one.file, one.file), one.line, one.path, one.problem, one.remedy)
        for one in findings
    ]


def status_of(refused: EditionError) -> HTTPStatus:
    """How the door answers what the heart refuses."""
    return _STATUS.get(type(refused), HTTPStatus.UNPROCESSABLE_ENTITY)


def edition_of(request: HttpRequest, number: int) -> Edition:
    """An edition of the reader's own division; anything else is not there."""
    rows = Edition.objects.select_related("division", "author", "approver", "base", "version")
    found = rows.filter(pk=number, division=hall_of(request).division_id).first()
    if found is None:
        raise Http404
    return found


def name_of(edition: Edition) -> str:
    """What citizens call it; a bundle that was never published here has only its code."""
    standing = edition.version or edition.base
    return str(versions.version(standing.pk).name) if standing else edition.code


def render_edition(
    request: HttpRequest,
    template: str,
    edition: Edition,
    context: dict[str, Any],
    *,
    refused: EditionError | None = None,
) -> HttpResponse:
    """A page of the edition; ``refused`` is said on top, with its findings."""
    status = HTTPStatus.OK if refused is None else status_of(refused)
    if isinstance(refused, EditionFaulty):
        context = {**context, "findings": told(refused.findings)}
    shared = _shared(request, edition)
    shared["wrong"] = str(refused) if refused else ""
    return page(request, template, {**shared, **context}, status=status)


def _shared(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    name, me = name_of(edition), clerk_of(request)
    state = EditionState(edition.state)
    here = request.resolver_match.url_name if request.resolver_match else ""
    mine = edition.author_id == me.pk
    return {
        "title": name,
        "edition": edition,
        "name": name,
        "tone": TONES[state],
        "mine": mine,
        "may_approve": state == EditionState.OFFERED and people.may_publish(me, edition),
        "may_return": state in (EditionState.OFFERED, EditionState.SCHEDULED)
        and people.may_publish(me, edition),
        "may_take_back": mine and state in (EditionState.OFFERED, EditionState.SCHEDULED),
        "may_withdraw": state not in (EditionState.PUBLISHED, EditionState.WITHDRAWN)
        and (mine or people.may_publish(me, edition)),
        "is_text": edition.kind == EditionKind.TEXT,
        "outdated": _outdated(edition),
        "tabs": _tabs(edition, here or "") if edition.kind == EditionKind.TEXT else [],
        "steps": edition.steps.select_related("by"),
    }


def _tabs(edition: Edition, here: str) -> list[dict[str, Any]]:
    shown = here if here in dict(TABS) else "workshop_edition"
    return [
        {"words": words, "url": reverse(f"admin:{name}", args=[edition.pk]), "here": name == shown}
        for name, words in TABS
    ]


def _outdated(edition: Edition) -> bool:
    if edition.state in (EditionState.PUBLISHED, EditionState.WITHDRAWN):
        return False
    try:
        writing.up_to_date(edition)
    except exceptions.BaseOutdated:
        return True
    return False
