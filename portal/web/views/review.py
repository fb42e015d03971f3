"""Check everything once more, agree, hand in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bundles.casework import services
from bundles.casework.exceptions import (
    AnswersIncomplete,
    MaterialsMissing,
    MoveNotAllowed,
    ReviewChanged,
)
from bundles.casework.selectors.review import review_hash
from bundles.catalogue.answers import check
from bundles.catalogue.definition import Block, Text
from portal.web.form.pages import SITUATION, Work, opened
from portal.web.form.reading import Line, in_words, read_lines, read_rows
from portal.web.people import acting, for_applicants, own_case


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def review(request: HttpRequest, token: UUID) -> HttpResponse:
    """All answers with change links. Post: ``reviewed``, the hash of what is shown, and one tick
    ``agree`` per consent and commitment.

    Changed meanwhile: the page again with what changed (409). Incomplete or not ticked: the page
    again (422). Handed in already: the case, nothing is done twice.
    """
    work = opened(own_case(request, token))
    if not work.editing.whole:
        return redirect("web:case", token=token)
    problems: list[str] = []
    status = 200
    if request.method == "POST":
        problems, status = _hand_in(request, work)
        if not problems:
            return redirect("web:case", token=token)
        work = opened(own_case(request, token))
    return render(request, "web/review.html", _context(request, work, problems), status=status)


def agreements(work: Work) -> list[tuple[str, Text, Text, bool]]:
    """Key, title, text, sensitive: what is ticked one by one, never carried over from before."""
    consents = [(one.key, one.title, one.text, one.sensitive) for one in work.version.consents]
    promises = [
        (one.material.key, one.material.name, one.material.rule.promise, False)
        for one in work.plan.promises
        if one.material.rule.promise is not None
    ]
    return [*consents, *promises]


def _hand_in(request: HttpRequest, work: Work) -> tuple[list[str], int]:
    by, ticked = acting(request, work.submission), set(request.POST.getlist("agree"))
    wanted = agreements(work)
    if missing := [str(title) for key, title, _text, _sensitive in wanted if key not in ticked]:
        return [_("请逐项阅读并勾选：%(title)s。") % {"title": one} for one in missing], 422
    try:
        with transaction.atomic():
            submission = services.apply(
                work.submission.pk, reviewed=request.POST.get("reviewed", ""), by=by
            )
            agreed = ",".join(key for key, *_rest in wanted)
            services.note(submission.pk, kind="submission.agreed", by=by, agreed=agreed)
    except MoveNotAllowed:  # the other click of a double click was first: same answer
        return [], 302
    except ReviewChanged:
        return [_("您核对之后内容又有改动，下面是最新的内容，请重新核对后再提交。")], 409
    except AnswersIncomplete as incomplete:
        return [str(one.message) for one in incomplete.problems], 422
    except MaterialsMissing as missing_files:
        names = [str(work.version.material(key).name) for key in missing_files.keys]
        return [_("还没有上传：%(name)s。") % {"name": one} for one in names], 422
    return [], 302


def _context(request: HttpRequest, work: Work, problems: list[str]) -> dict[str, Any]:
    checked = check(work.version, work.answers)
    handed = work.handed()
    missing = [one for one in work.plan.asked if one.material.key not in handed]
    return {
        "section": "cases",
        "work": work,
        "problems": problems,
        "ready": checked.complete and not missing,
        "sections": [
            _questions(work),
            *(_section(work, block, checked) for block in work.plan.blocks),
        ],
        "materials": [(one, handed.get(one.material.key, [])) for one in work.plan.asked],
        "agreements": agreements(work),
        "ticked": set(request.POST.getlist("agree")) if problems else set(),
        "reviewed": review_hash(work.submission),
    }


def _questions(work: Work) -> dict[str, Any]:
    lines = [
        Line(one.key, one.text, in_words(one, work.questions.get(one.key)))
        for one in work.plan.questions
    ]
    return {"title": SITUATION, "url": work.url("page", block="questions"), "lines": lines}


def _section(work: Work, block: Block, checked: Any) -> dict[str, Any]:
    value = work.block(block.key)
    section: dict[str, Any] = {
        "title": block.title,
        "url": work.url("page", block=block.key),
        "loose": [
            str(one.message)
            for one in checked.problems
            if one.path == block.key
            or (block.repeat is not None and one.path in _rule_paths(block))
        ],
    }
    if block.repeat is not None:
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        section["row_name"] = block.repeat.row
        section["rows"] = read_rows(work, block, rows, checked.problems)
    else:
        row = value if isinstance(value, dict) else {}
        section["lines"] = read_lines(work, block, row, checked.problems, path=block.key)
    return section


def _rule_paths(block: Block) -> set[str]:
    return {f"{block.key}.{rule.about}" for rule in block.rules if rule.about}
