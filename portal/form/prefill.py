"""First values that are known already, each with where it was taken from.

A value taken over is only shown: it counts once the applicant has seen its page and gone on.
Consents, signatures and answers of will have none (T7): the definition cannot name a source there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from applicants.selectors import profile
from bundles.casework.models import Submission
from bundles.casework.states import SubmissionStatus
from bundles.catalogue import versions
from bundles.catalogue.definition import Block, Field
from bundles.catalogue.entries import Refused, is_empty, read
from bundles.catalogue.form import FORM
from portal.form.agency import opened_by_agent

OF_A_PERSON = ("profile.name", "profile.id_number", "profile.phone")
UNFILED = (SubmissionStatus.DRAFT, SubmissionStatus.LAPSED)


@dataclass(frozen=True, slots=True)
class Suggestion:
    value: Any
    origin: str


class Known:
    """What is known for a case: of its applicant, and from further up in its own form; each source
    is asked once, and only when wanted.
    """

    def __init__(self, submission: Submission) -> None:
        self.submission = submission

    def of(self, block: Block, row: Mapping[str, Any]) -> dict[str, Suggestion]:
        """Suggestions for the fields of a block that nobody has seen yet."""
        found = {}
        for field in block.fields:
            if field.key in row:
                continue
            for origin in field.prefill:
                if (suggestion := self._from(origin, block, field)) is not None:
                    found[field.key] = suggestion
                    break
        return found

    def _from(self, origin: str, block: Block, field: Field) -> Suggestion | None:
        if origin.startswith(FORM):
            return self._above(origin.removeprefix(FORM), field)
        if opened_by_agent(self.submission):  # the principal's profile and other cases are not
            return None  # for who only helps with this one
        if origin == "earlier":
            if self.earlier is None:
                return None
            content, day = self.earlier
            said = (content.get("blocks") or {}).get(block.key)
            raw = said.get(field.key) if isinstance(said, Mapping) else None
            told = _("取自 %(day)s 的申请") % {"day": day}
        else:
            if origin in OF_A_PERSON and not self.submission.applicant.is_person:
                return None
            raw, told = self.profile.get(origin.partition(".")[2]), _("取自您的个人资料")
        return _fitting(field, raw, told)

    def _above(self, name: str, field: Field) -> Suggestion | None:
        """What another page of this form says, in the words of that page's field."""
        key, _dot, other = name.partition(".")
        said = (self.submission.answers.get("blocks") or {}).get(key)
        block = versions.version(self.submission.version_id).blocks_by_key[key]
        asked = block.field(other)
        if asked is None or not isinstance(said, Mapping):
            return None
        told = _("取自“%(page)s：%(field)s”") % {"page": block.title, "field": asked.label}
        return _fitting(field, said.get(other), told)

    @cached_property
    def profile(self) -> Mapping[str, str]:
        return profile(self.submission.applicant)

    @cached_property
    def earlier(self) -> tuple[Mapping[str, Any], str] | None:
        """The answers of the latest case handed in for the same bundle, and its day."""
        submission = self.submission
        found = (
            Submission.objects.filter(
                applicant=submission.applicant_id,
                version__bundle=submission.version.bundle_id,
                submitted_at__isnull=False,
            )
            .exclude(pk=submission.pk)
            .exclude(status__in=UNFILED)
            .order_by("-submitted_at")
            .first()
        )
        filing = found.filings.order_by("-sequence").first() if found else None
        if found is None or filing is None or found.submitted_at is None:
            return None
        day = timezone.localtime(found.submitted_at).date()
        return filing.content["answers"], day.isoformat()


def _fitting(field: Field, raw: Any, told: str) -> Suggestion | None:
    """A suggestion, unless there is nothing or it no longer fits what is asked today."""
    if is_empty(raw):
        return None
    try:
        return Suggestion(read(field, raw), told)
    except Refused:
        return None
