"""A case as its letters see it."""

from collections.abc import Set
from datetime import datetime
from typing import Any

from django.utils import timezone

from bundles.casework.models import Filing, Submission
from bundles.casework.selectors.circumstances import filed
from bundles.catalogue import versions
from bundles.catalogue.definition import Item, Text, Version
from bundles.catalogue.plan import plan
from bundles.papers.contexts import ItemLine
from bundles.papers.kinds import paper_number
from bundles.papers.links import progress_link
from departments.selectors import calendar_for


class LetterCase:
    """A case as its letters see it."""

    def __init__(self, submission: Submission) -> None:
        self.submission = submission
        self.version: Version = versions.version(submission.version_id)
        self.bundle = self.version.name.zh
        self.applicant = submission.applicant.name
        self.hall = submission.hall.name
        self.case_number = submission.number or ""
        self.subject = f"submission:{submission.pk}"

    def number_of(self, series: str, nth: int = 1) -> str:
        return paper_number(self.case_number, series, nth)

    def head(self, number: str, at: datetime, office: str = "") -> dict[str, Any]:
        """What every letter carries; ``office`` speaks and seals, the hall unless a department
        does.
        """
        return {
            "number": number,
            "case_number": self.case_number,
            "office": office or self.hall,
            "seal": office or self.hall,
            "dated": timezone.localdate(at),
            "link": progress_link(self.case_number),
            "applicant": self.applicant,
            "bundle": self.bundle,
        }

    def items(
        self, filing: Filing, at: datetime, *, without: Set[str] = frozenset()
    ) -> tuple[ItemLine, ...]:
        """The items of what was handed in, each with the limits of the way it goes."""
        planned = plan(
            self.version,
            filing.content["answers"],
            on=timezone.localdate(at),
            calendar=calendar_for(self.version.division.code),
            start=at,
            without=without,
            **filed(filing),
        )
        return tuple(item_line(one.item, by_commitment=one.by_commitment) for one in planned.items)

    def place(self, about: str) -> str:
        """``material:M03`` or ``field:block.key`` in the words of the form."""
        kind, _, rest = about.partition(":")
        if kind == "material":
            return f"材料：{self.version.material(rest).name.zh}"
        block_key, _, field_key = rest.partition(".")
        block = self.version.block(block_key)
        field = block.field(field_key)
        return f"{block.title.zh}：{field.label.zh}" if field else block.title.zh


def item_line(item: Item, *, by_commitment: bool) -> ItemLine:
    promised, legal = item.limits(by_commitment=by_commitment)
    return ItemLine(
        name=item.name.zh,
        department=item.department.name.zh,
        limit=promised.zh,
        legal=legal.zh,
    )


def zh(text: Text | None) -> str:
    return text.zh if text else ""


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
