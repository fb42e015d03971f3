"""Putting right what was asked: the whole case for the window, or one item for its department."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bundles.casework import services
from bundles.casework.exceptions import (
    AgreementsMissing,
    AnswersIncomplete,
    MaterialsMissing,
    MoveNotAllowed,
    NotForPaper,
    NothingChanged,
    ReviewChanged,
    SignaturesMissing,
)
from bundles.casework.models import Correction
from bundles.casework.selectors.review import review_hash
from bundles.catalogue.answers import check
from bundles.catalogue.definition import Block
from portal.form.agreeing import agreements_anew, consent, consents_anew
from portal.form.changes import changes_since
from portal.form.editing import Spot, name_of, spot
from portal.form.named_rows import rows_of
from portal.form.pages import Work, opened
from portal.form.reading import Line, read_lines, read_rows
from portal.web.people import acting, for_applicants, own_case

LONGEST_WORD = 500


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def correction(request: HttpRequest, token: UUID) -> HttpResponse:
    """Every defect with its reason, what stands there now, and the way to change it.

    Post: ``correction`` (which request is answered) and ``reviewed``, the hash of what is shown.
    Where nothing was changed also ``unchanged`` (a tick) and ``because``, a word why.
    """
    work = opened(own_case(request, token))
    if work.editing.whole or not work.editing.corrections:
        return redirect("web:case", token=token)
    problems: list[str] = []
    status = 200
    if request.method == "POST":
        try:
            problems, status = _answer(request, work)
        except SignaturesMissing:  # somebody's statement is about what has changed
            services.ask_signatures(
                work.submission.pk,
                reviewed=request.POST.get("reviewed", ""),
                agreed=request.POST.getlist("agree"),
                by=acting(request, work.submission),
            )
            return redirect("web:signatures", token=token)
        if not problems:
            messages.success(request, _("补正内容已提交。"))
            return redirect("web:case", token=token)
        work = opened(own_case(request, token))
    context = {
        "section": "cases",
        "work": work,
        "requests": [
            (one, _asking(work, one), _defects(work, one), changes_since(work, one))
            for one in work.editing.corrections
        ],
        "agreements": agreements_anew(work),
        "ticked": set(request.POST.getlist("agree")) if problems else set(),
        "because": request.POST.get("because", "")[:LONGEST_WORD],
        "problems": problems,
        "reviewed": review_hash(work.submission),
    }
    return render(request, "web/correction.html", context, status=status)


def _answer(request: HttpRequest, work: Work) -> tuple[list[str], int]:
    chosen = request.POST.get("correction", "")
    found = next((one for one in work.editing.corrections if str(one.pk) == chosen), None)
    if found is None:
        raise Http404
    by, reviewed = acting(request, work.submission), request.POST.get("reviewed", "")
    because = request.POST.get("because", "").strip()[:LONGEST_WORD]
    if "unchanged" not in request.POST:
        because = ""
    elif "\0" in because or not because:
        return [_("请写一句为什么不用修改。")], 422
    said: dict[str, Any] = {"reviewed": reviewed, "by": by, "unchanged_because": because}
    said["agreed"] = request.POST.getlist("agree")
    if not {one.key for one in consents_anew(work)}.issubset(said["agreed"]):
        return [str(AgreementsMissing.message)], 422
    try:
        _resubmit(work, found, said)
    except MoveNotAllowed:  # the other click of a double click was first: same answer
        return [], 302
    except ReviewChanged:
        return [_("您核对之后内容又有改动，下面是最新的内容，请重新核对后再提交。")], 409
    except (AgreementsMissing, NothingChanged, NotForPaper) as refused:
        return [str(refused)], 422
    except AnswersIncomplete as incomplete:
        return [str(one.message) for one in incomplete.problems], 422
    except MaterialsMissing as missing:
        names = [str(work.version.material(key).name) for key in missing.keys]
        return [_("还没有上传：%(name)s。") % {"name": one} for one in names], 422
    return [], 302


@transaction.atomic
def _resubmit(work: Work, asked: Correction, said: Mapping[str, Any]) -> None:
    """Hand in what was put right, with the consents it calls for. All or nothing."""
    if asked.work_item_id is None:
        services.resubmit(work.submission.pk, **said)
    else:
        services.resubmit_item(asked.work_item_id, **said)
    consent(work.submission, by=said["by"])


def _asking(work: Work, one: Correction) -> Any:
    """The department that asks; None for the window."""
    return work.version.item(one.work_item.key).department.name if one.work_item else None


def _defects(work: Work, one: Correction) -> list[dict[str, Any]]:
    handed = work.handed()
    problems = check(work.version, work.answers).problems
    shown = []
    for defect in one.defects:
        place = spot(defect["about"])
        entry: dict[str, Any] = {
            "name": name_of(work.version, defect["about"]),
            "text": defect["text"],
            "lines": (),
            "rows": (),
            "files": (),
            "url": "",
        }
        block = work.version.blocks_by_key.get(place.key)
        if place.kind == "material":
            entry["url"] = work.url("material", key=place.key)
            entry["files"] = handed.get(place.key, [])
        elif block is not None:
            entry |= _of_block(work, block, place, problems)
        shown.append(entry)
    return shown


def _of_block(work: Work, block: Block, place: Spot, problems: Any) -> dict[str, Any]:
    """What stands at a place of a block now: a field, the block, all rows of a list or one."""
    if block.repeat is None:
        lines = read_lines(work, block, work.block(block.key) or {}, problems, path=block.key)
        return {"url": work.url("page", block=block.key), "lines": _only(lines, place.field)}
    rows = read_rows(work, block, rows_of(work, block), problems)
    if place.index is None:
        shown = [(row.number, _only(row.lines, place.field)) for row in rows]
        return {
            "url": work.url("page", block=block.key),
            "row_name": block.repeat.row,
            "rows": shown,
        }
    if place.index >= len(rows):
        return {}
    return {
        "url": work.url("change", block=block.key, index=place.index),
        "lines": _only(rows[place.index].lines, place.field),
    }


def _only(lines: tuple[Line, ...], field: str) -> list[Line]:
    return [line for line in lines if not field or line.key == field]
