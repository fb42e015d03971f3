"""What nobody has to type: the applicant's own data, and choices with only one answer."""

from __future__ import annotations

from typing import Any

from bundles.casework import services
from bundles.casework.actors import Actor
from bundles.casework.models import Submission
from bundles.catalogue.definition import Block
from portal.console.intake.door import work_of
from portal.form.keeping import fields_beside
from portal.form.pages import Work


def fill_known(submission: Submission, *, by: Actor) -> None:
    """Put into an empty form what is known already; the page says of each where it came from."""
    work = work_of(submission)
    if work.answers.get("blocks"):
        return
    for block in work.plan.blocks:
        if block.repeat is None and (values := _known(work, block)):
            services.save_answers(submission.pk, block=block.key, values=values, by=by)


def _known(work: Work, block: Block) -> dict[str, Any]:
    known = {key: one.value for key, one in work.known.of(block, {}).items()}
    shown = fields_beside(work.version, work.answers, block, known)
    alone = {
        field.key: field.choices[0].key
        for field in shown
        if field.type == "choice" and field.required and len(field.choices) == 1
    }
    visible = {field.key for field in shown}
    return {key: value for key, value in {**alone, **known}.items() if key in visible}
