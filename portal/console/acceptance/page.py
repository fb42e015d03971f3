"""The one page of a case: all that is before the clerk, and what they have said so far."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from bundles.casework.models import Submission
from departments.models import Officer, OfficerRole
from portal.console.acceptance.case import CasePage
from portal.console.acceptance.forms import ReturnForm
from portal.console.acceptance.items import (
    ItemChoices,
    competent_names,
    item_lines,
    pre_checks,
)
from portal.console.gate import clerk_of, hall_of
from portal.console.handover.batches import handovers_of
from portal.console.originals.viewer import ViewerFile, case_files
from portal.console.pages import places
from portal.console.site import page


@dataclass(frozen=True, slots=True)
class Hand:
    """Who has the case in hand, as the clerk at the keyboard sees it."""

    mine: bool
    others: bool
    name: str
    colleagues: tuple[tuple[str, str], ...]


def case_page(
    request: HttpRequest,
    submission: Submission,
    *,
    clear: bool = False,
    status: int = HTTPStatus.OK,
    said: QueryDict | None = None,
    **context: Any,
) -> HttpResponse:
    """``said`` is what was ticked and written on this page before: it is shown again."""
    case = CasePage(submission, clear=clear)
    if submission.hall_id != hall_of(request).pk:
        case.to_be_accepted = False  # taken in here for another hall, which decides
    form = return_form(case, said) if case.to_be_accepted else None
    work = workplace(case, said) if case.to_be_accepted else {}
    return page(
        request,
        "console/acceptance/case.html",
        {
            "title": submission.number,
            "content_title": submission.number,
            "case": case,
            "submission": submission,
            "form": form,
            "hand": hand_of(request, submission),
            "files": viewer_files(case),
            "handovers": handovers_of(submission),
            "own_hall": hall_of(request),
            "unsent": None if case.to_be_accepted else unsent(case, said),
            **work,
            **context,
        },
        status=status,
    )


def workplace(case: CasePage, said: QueryDict | None) -> dict[str, Any]:
    """The plan with what the clerk has said about each item."""
    choices = ItemChoices(case.planned, said)
    asked = pre_checks(case.submission, case.planned)
    lines = item_lines(case.version, case.expected, choices, asked)
    return {
        "items": lines,
        "competent": competent_names(case.version),
        "overdue_answer": any(line.asked and line.asked.late for line in lines),
        "without_answer": said.get("without_answer", "") if said else "",
    }


def return_form(case: CasePage, data: Any) -> ReturnForm:
    return ReturnForm(data, points=case.points, places=places.choices(case.version, case.planned))


def unsent(case: CasePage, said: QueryDict | None) -> list[tuple[str, str]]:
    """What was ticked for a notice that can no longer go out: not lost, and plainly not sent."""
    if said is None:
        return []
    defects = return_form(case, said).defects()
    return [(places.name_of(case.version, one.about), one.text) for one in defects]


def viewer_files(case: CasePage) -> list[ViewerFile]:
    names = {one.material.key: str(one.material.name) for one in case.planned.materials}
    return case_files(case.submission, case.content["materials"], names)


def hand_of(request: HttpRequest, submission: Submission) -> Hand | None:
    """None for a case that is over, or of another hall's window."""
    if submission.is_over or submission.hall_id != hall_of(request).pk:
        return None
    clerks = dict(
        Officer.objects.filter(
            hall=submission.hall_id, is_active=True, roles__contains=[OfficerRole.WINDOW]
        )
        .order_by("number")
        .values_list("number", "name")
    )
    own = clerk_of(request).number
    return Hand(
        mine=submission.clerk == own,
        others=submission.clerk not in ("", own),
        name=clerks.get(submission.clerk, submission.clerk),
        colleagues=tuple((number, name) for number, name in clerks.items() if number != own),
    )
