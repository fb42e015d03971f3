"""容缺受理承诺书: what may follow, by when, and what happens otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bundles.casework.actors import ActorKind
from bundles.casework.models import LaterPromise
from bundles.catalogue.definition import Version
from bundles.papers.contexts import PaperContext
from bundles.papers.kinds import PaperKind
from bundles.papers.letter_case import LetterCase, lines

OTHERWISE = (
    "逾期没有补交的，尚未办结的事项可以由办理部门要求补正，已经办结的由办理部门责令限期补交。",
    "补交以前，不因缺少所列材料延误其他事项的办理。",
)
"""What holds where the bundle's own letter says nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterLine:
    """One material with its last day; ``produced`` names the item whose result takes its place."""

    name: str
    items: str
    until: date
    produced: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterLetter(PaperContext):
    """What the applicant promised to hand in after acceptance (series 23); ``said`` is how."""

    kind = PaperKind.LATER_PROMISE

    headline: str
    applicant: str
    identity: str
    bundle: str
    hall: str
    accepted_at: datetime
    promised_at: datetime
    said: str
    paragraphs: tuple[str, ...]
    materials: tuple[LaterLine, ...]
    provisional: bool = False

    @property
    def title(self) -> str:
        return self.headline


def later_letter(case: LetterCase, promises: Sequence[LaterPromise], number: str) -> LaterLetter:
    """The letter over every promise that was dated when the case was accepted."""
    submission, first = case.submission, promises[0]
    assert submission.accepted_at is not None
    headline, paragraphs = _words(case.version)
    return LaterLetter(
        **case.head(number, submission.accepted_at),
        headline=headline,
        identity=submission.applicant.masked_id,
        hall=case.hall,
        accepted_at=submission.accepted_at,
        promised_at=first.made_at,
        said=_said(first),
        paragraphs=paragraphs,
        materials=tuple(_line(case.version, one) for one in promises),
        provisional=any(one.due_provisional for one in promises),
    )


def _words(version: Version) -> tuple[str, tuple[str, ...]]:
    """As the bundle writes its letter, or the house's own words."""
    written = next((one for one in version.papers if one.kind == "later_promise"), None)
    if written is None:
        return str(PaperKind.LATER_PROMISE.label), OTHERWISE
    return written.title.zh, lines(written.text.zh)


def _line(version: Version, promise: LaterPromise) -> LaterLine:
    assert promise.due_on is not None
    return LaterLine(
        name=version.material(promise.material_key).name.zh,
        items="、".join(version.item(key).name.zh for key in promise.items),
        until=promise.due_on,
        produced=version.item(promise.by_item).name.zh if promise.by_item else "",
    )


def _said(promise: LaterPromise) -> str:
    if promise.made_by.get("kind") == ActorKind.HELPER:
        return "在大厅窗口逐项核对并确认"
    return "登录后逐项阅读、勾选并提交"
