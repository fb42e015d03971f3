"""Check everything once more, agree, hand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bundles.casework.exceptions import (
    AgreementsMissing,
    AnswersIncomplete,
    MaterialsMissing,
    MoveNotAllowed,
    ReviewChanged,
)
from bundles.casework.register_exceptions import LookupsRunning
from bundles.casework.selectors.review import review_hash
from bundles.catalogue.answers import check
from bundles.catalogue.definition import Block, Text
from bundles.catalogue.signing import Signer, signers
from portal.form.agreeing import agreements
from portal.form.fetched import fetched
from portal.form.pages import SITUATION, Work, opened
from portal.form.reading import Line, in_words, read_lines, read_rows
from portal.signatures import ServiceFailed
from portal.web import signing
from portal.web.people import applicant_of, for_applicants, own_case

OWN_SIGNATURE: Final = "own_signature"


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
        problems, status, then = _hand_in(request, work)
        if not problems:
            return redirect(then, token=token)
        work = opened(own_case(request, token))
    return render(request, "web/review.html", _context(request, work, problems), status=status)


def own_statements(request: HttpRequest, who: Sequence[Signer]) -> Signer | None:
    """What the person at the keyboard signs themselves when they hand in, if anything."""
    number = applicant_of(request).id_number
    return next((one for one in who if one.id_number == number), None)


def _hand_in(request: HttpRequest, work: Work) -> tuple[list[str], int, str]:
    """What is wrong, the status, and where to go when nothing is."""
    ticked, wanted = set(request.POST.getlist("agree")), agreements(work)
    missing = [str(title) for key, title, _text, _sensitive in wanted if key not in ticked]
    who = signers(work.version, check(work.version, work.answers).values)
    if own_statements(request, who) is not None and OWN_SIGNATURE not in ticked:
        missing.append(_("您本人的签字"))
    if missing:
        return [_("请逐项阅读并勾选：%(title)s。") % {"title": one} for one in missing], 422, ""
    try:
        filed = signing.hand_in(
            request,
            work.submission,
            reviewed=request.POST.get("reviewed", ""),
            agreed=[key for key, *_rest in wanted],
        )
    except MoveNotAllowed:  # the other click of a double click was first: same answer
        return [], 302, "web:case"
    except ReviewChanged:
        told = _("您核对之后内容又有改动，下面是最新的内容，请重新核对后再提交。")
        return [told], 409, ""
    except AgreementsMissing as missing_ticks:  # another tab changed what is promised
        return [str(missing_ticks)], 409, ""
    except AnswersIncomplete as incomplete:
        return [str(one.message) for one in incomplete.problems], 422, ""
    except MaterialsMissing as missing_files:
        names = [str(work.version.material(key).name) for key in missing_files.keys]
        return [_("还没有上传：%(name)s。") % {"name": one} for one in names], 422, ""
    except LookupsRunning as running:
        return [str(running)], 422, ""
    except ServiceFailed as failed:
        messages.error(request, str(failed))
        filed = False
    return [], 302, "web:case" if filed else "web:signatures"


def _context(request: HttpRequest, work: Work, problems: list[str]) -> dict[str, Any]:
    checked = check(work.version, work.answers)
    handed = work.handed()
    missing = [one for one in work.plan.asked if one.material.key not in handed]
    who = signers(work.version, checked.values)
    own = own_statements(request, who)
    return {
        "section": "cases",
        "work": work,
        "problems": problems,
        "ready": checked.complete and not missing,
        "sections": [
            _questions(work),
            *(_section(work, block, checked) for block in work.plan.blocks),
        ],
        "materials": [
            (one, handed.get(one.material.key, []))
            for one in work.plan.takes_files
            if one.asked or one.material.key in handed
        ],
        "fetched": fetched(work),
        "agreements": [*agreements(work), *_own_agreement(own)],
        "others": [
            (one.name, signing.roles_of(work.version, one)) for one in who if one is not own
        ],
        "signing": signing.state_of(work.submission),
        "ticked": set(request.POST.getlist("agree")) if problems else set(),
        "reviewed": review_hash(work.submission),
    }


def _own_agreement(own: Signer | None) -> list[tuple[str, Text, Text, bool]]:
    """The tick that is the signature of whoever hands in: all their statements at once."""
    if own is None:
        return []
    titles = Text(
        zh="、".join(role.title.zh for role in own.roles),
        en=", ".join(role.title.en for role in own.roles),
    )
    statements = list(dict.fromkeys(role.statement for role in own.roles))
    title = Text(zh=f"本人签字（{titles.zh}）", en=f"My own signature ({titles.en})")
    text = Text(zh="".join(one.zh for one in statements), en=" ".join(one.en for one in statements))
    return [(OWN_SIGNATURE, title, text, False)]


def _questions(work: Work) -> dict[str, Any]:
    lines = [
        Line(
            one.key,
            one.text,
            in_words(one, work.questions.get(one.key)),
            url=f"{work.url('step', block='questions', step=one.key)}#f-{one.key}",
        )
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
