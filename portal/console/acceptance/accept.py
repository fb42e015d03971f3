"""Accept a case, whole or item by item."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bundles.casework import services
from bundles.casework.exceptions import CaseworkError
from bundles.casework.models import Submission
from portal.accounts.actors import actor_of
from portal.console.acceptance.case import CasePage
from portal.console.acceptance.forms import LONGEST_TEXT
from portal.console.acceptance.items import ItemChoices, Word
from portal.console.acceptance.page import case_page
from portal.console.errors import refusal
from portal.console.forms import seen_of
from portal.console.site import page
from portal.console.views.cases import case_of, done, for_case


@require_POST
@for_case
def accept(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Fields: ``seen``, those of ``ItemChoices``, ``without_answer``, ``confirmed``.

    With items left out it asks once more, naming those that fall with them. A refusal shows the
    page as it is now, with everything that was ticked and written.
    """
    seen, case = seen_of(request), CasePage(submission)
    choices = ItemChoices(case.planned, request.POST)
    left_out = choices.left_out()
    if left_out and "confirmed" not in request.POST and case.to_be_accepted:
        return _ask(request, submission, case, choices, seen)
    try:
        services.accept(
            submission.pk,
            seen=seen,
            left_out=left_out,
            without_answer=request.POST.get("without_answer", "")[:LONGEST_TEXT],
            by=actor_of(request.user),
        )
    except CaseworkError as error:
        told = refusal(error, submission)
        fresh = case_of(request, str(submission.number))
        return case_page(request, fresh, refused=told, status=told.status, said=request.POST)
    return done(request, submission, _("已受理，系统正在分办到各部门，受理通知书会送达申请人。"))


def _ask(
    request: HttpRequest, submission: Submission, case: CasePage, choices: ItemChoices, seen: int
) -> HttpResponse:
    """What is accepted and what is not, before it is told the applicant."""
    names = {one.item.key: str(one.item.name) for one in case.planned.items}
    left, fallen = choices.left_out(), choices.falling()
    incomplete = [
        names[key]
        for key, one in left.items()
        if not one.wished and (not one.because or (one.foreign and not one.competent))
    ]
    if incomplete:
        text = _("请写明不予受理的理由；不属于本机关职权的，还要写明应向哪里申请：%(items)s。")
        problem = text % {"items": _("、").join(incomplete)}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return case_page(request, submission, problem=problem, status=status, said=request.POST)
    return page(
        request,
        "console/acceptance/accept_part.html",
        {
            "title": _("受理其中一部分事项"),
            "case": case,
            "submission": submission,
            "seen": seen,
            "accepted": [name for key, name in names.items() if key not in {*left, *fallen}],
            "left": [(names[key], Word(choices.word(key)).label, one) for key, one in left.items()],
            "fallen": [names[key] for key in fallen],
            "kept": [
                (name, value)
                for name, values in request.POST.lists()
                for value in values
                if name not in {"csrfmiddlewaretoken", "seen"}
            ],
        },
    )
