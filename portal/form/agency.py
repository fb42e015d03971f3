"""Whether it is an agent who has the form open."""

from __future__ import annotations

from typing import Final

from bundles.casework.models import Submission

_BY_AGENT: Final = "opened_by_agent"


def opened_by_agent(submission: Submission) -> bool:
    """Whether an agent is at the keyboard, who must not be shown what is kept beside this case."""
    return bool(getattr(submission, _BY_AGENT, False))


def open_by_agent(submission: Submission) -> None:
    """Say so of this very object, for the rest of the request."""
    setattr(submission, _BY_AGENT, True)
