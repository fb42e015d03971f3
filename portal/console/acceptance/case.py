"""Everything one case's page shows, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property

from bundles.casework.models import (
    Correction,
    Event,
    Filing,
    NoticeEnding,
    SecondNotice,
    Submission,
    WorkItem,
)
from bundles.casework.selectors.circumstances import Circumstances, filed
from bundles.casework.selectors.compared import compared_materials
from bundles.casework.selectors.left_out import Left, left_out
from bundles.casework.selectors.queues import latest_filing
from bundles.casework.states import WAITS_FOR, Party, SubmissionStatus
from bundles.catalogue import versions
from bundles.catalogue.definition import Version
from bundles.catalogue.plan import Plan, plan
from bundles.papers.models import Paper
from departments.calendar import Calendar
from departments.selectors import calendar_for
from portal.console.acceptance.checks import Point, beside, points_of
from portal.console.acceptance.deemed import days_left
from portal.console.acceptance.later_lines import LaterLine, later_lines
from portal.console.acceptance.materials import MaterialLine, handed_materials, spared
from portal.console.acceptance.progress import Step, progress
from portal.console.desk.deadlines import Deadline, deadline_of
from portal.console.desk.queues import STATUS_TONES
from portal.console.pages.answers import Section, has_personal, laid_out
from portal.console.pages.places import name_of
from portal.console.pages.timeline import Happening, timeline
from portal.console.pages.words import LIGHTS, who


@dataclass(frozen=True, slots=True)
class Asked:
    """One correction as it was asked for: what, by whom, and whether it was answered."""

    correction: Correction
    by: str
    item: str
    defects: tuple[tuple[str, str], ...]
    unchanged_because: str = ""


class CasePage:
    """One case before a clerk. ``clear`` shows personal fields as they are: only after a reason."""

    def __init__(self, submission: Submission, *, clear: bool = False) -> None:
        self.submission = submission
        self.clear = clear

    @cached_property
    def version(self) -> Version:
        return versions.version(self.submission.version_id)

    @cached_property
    def calendar(self) -> Calendar:
        return calendar_for(self.version.division.code)

    @cached_property
    def filing(self) -> Filing | None:
        """What was handed in last, frozen; the applicant's drafts are not the window's business."""
        return latest_filing(self.submission.pk)

    @cached_property
    def content(self) -> dict[str, Any]:
        self.filed_at = self.filing.filed_at if self.filing else None
        return self.filing.content if self.filing else {"answers": {}, "materials": []}

    @cached_property
    def circumstances(self) -> Circumstances:
        return filed(self.filing) if self.filing else {}

    @cached_property
    def planned(self) -> Plan:
        answers = self.content["answers"]
        day = timezone.localdate(self.filed_at) if self.filed_at else timezone.localdate()
        return plan(self.version, answers, on=day, calendar=self.calendar, **self.circumstances)

    @cached_property
    def expected(self) -> Plan:
        """The plan as it would run if the case were accepted now."""
        now = timezone.now()
        answers, day = self.content["answers"], timezone.localdate(now)
        more = self.circumstances
        return plan(self.version, answers, on=day, calendar=self.calendar, start=now, **more)

    @cached_property
    def days_until_deemed(self) -> int | None:
        """Working days until the law accepts the case; None where it never does."""
        waits = self.to_be_accepted and self.submission.deemed_at is not None
        return days_left(self.submission) if waits else None

    @cached_property
    def notice(self) -> SecondNotice | None:
        """The last second notice while the case waits: before a supervisor, or sent back."""
        if not self.to_be_accepted:
            return None
        last = self.submission.second_notices.order_by("-id").first()
        return last if last and last.ending in ("", NoticeEnding.SENT_BACK) else None

    @cached_property
    def all_decided(self) -> bool:
        return bool(self.work_items) and all(item.is_settled for item in self.work_items)

    @cached_property
    def left_out(self) -> tuple[tuple[str, Left], ...]:
        """What the case was accepted without, by name."""
        if self.submission.accepted_at is None:
            return ()
        found = left_out(self.submission)
        return tuple((str(self.version.item(one.key).name), one) for one in found)

    @cached_property
    def events(self) -> list[Event]:
        return list(self.submission.events.select_related("work_item").order_by("sequence"))

    @cached_property
    def work_items(self) -> list[WorkItem]:
        return list(self.submission.work_items.select_related("decision").order_by("position"))

    # -- what the template reads

    @cached_property
    def status_tone(self) -> str:
        return STATUS_TONES.get(self.submission.state, "")

    @cached_property
    def waits_for(self) -> str:
        party = WAITS_FOR[self.submission.state]
        return "" if party is Party.NOBODY else str(party.label)

    @cached_property
    def to_be_accepted(self) -> bool:
        return self.submission.state is SubmissionStatus.SUBMITTED

    @cached_property
    def refusal(self) -> str:
        """Why the window refused; read only then, the row's sealed texts are deferred."""
        refused = self.submission.state is SubmissionStatus.REFUSED
        return self.submission.refusal if refused else ""

    @cached_property
    def deadline(self) -> Deadline | None:
        return deadline_of(self.submission)

    @cached_property
    def light(self) -> tuple[str, Any]:
        return LIGHTS[self.deadline.light] if self.deadline else ("", "")

    @cached_property
    def points(self) -> tuple[Point, ...]:
        return points_of(self.version, self.planned)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return laid_out(self.version, self.content["answers"], clear=self.clear)

    @cached_property
    def sections_with_points(self) -> tuple[tuple[Section, tuple[Point, ...]], ...]:
        return tuple(
            (section, beside(self.points, section.place) if section.place else ())
            for section in self.sections
        )

    @cached_property
    def materials(self) -> tuple[MaterialLine, ...]:
        compared = compared_materials(self.submission)
        found = handed_materials(self.planned, self.content["materials"], self.points, compared)
        promised = {line.key for line in self.later}
        return tuple(one for one in found if one.files or one.key not in promised)

    @cached_property
    def other_points(self) -> tuple[Point, ...]:
        """Points about something this scenario neither asks to fill in nor to hand in."""
        shown = {section.place for section in self.sections}
        shown |= {material.place for material in self.materials}
        return tuple(point for point in self.points if point.place not in shown)

    @cached_property
    def later(self) -> tuple[LaterLine, ...]:
        """What the applicant promised to hand in after acceptance."""
        return later_lines(self.version, self.submission)

    @cached_property
    def spared(self) -> tuple[tuple[str, str], ...]:
        return spared(self.planned, self.materials)

    @cached_property
    def personal(self) -> bool:
        return has_personal(self.sections)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        return progress(self.version, self.work_items, self.events, self.calendar)

    @cached_property
    def papers(self) -> list[Paper]:
        """Receipts, notices and decisions; results stand with their batch."""
        return list(self.submission.papers.filter(certificate__isnull=True).order_by("-id"))

    @cached_property
    def timeline(self) -> tuple[Happening, ...]:
        return timeline(self.version, self.events)

    @cached_property
    def corrections(self) -> tuple[Asked, ...]:
        rows = self.submission.corrections.select_related("work_item").order_by("-id")
        return tuple(self._asked(row) for row in rows)

    @cached_property
    def waits_for_correction(self) -> bool:
        """Whether the applicant still has something to put right, for whoever asked."""
        return any(one.correction.answered_at is None for one in self.corrections)

    def _asked(self, correction: Correction) -> Asked:
        item = correction.work_item
        return Asked(
            correction,
            by=who(correction.asked_by),
            item=str(self.version.item(item.key).name) if item else "",
            defects=tuple(
                (name_of(self.version, defect["about"]), defect["text"])
                for defect in correction.defects
            ),
            unchanged_because=correction.unchanged_because,
        )
