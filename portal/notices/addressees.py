"""Whom the facts of a case concern."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from applicants.models import AgentScope, Membership
from applicants.selectors import authorisations_on, covering
from bundles.casework.models import Submission
from bundles.catalogue import versions


def addressees(submission: Submission) -> dict[int, datetime | None]:
    """The applicant, or an organisation's own people in its place, and whoever may file for them:
    ids of applicants, each with the moment from which they are told. An agent learns nothing from
    before.
    """
    bundle = versions.version(submission.version_id).code
    agents = (
        authorisations_on(timezone.localdate())
        .filter(
            covering(AgentScope.APPLY),
            Q(only_case__isnull=True) | Q(only_case=submission.token),
            only_bundle__in=("", bundle),
            principal=submission.applicant_id,
        )
        .order_by("-pk")
        .values_list("agent_id", "created_at")
    )
    own = Membership.objects.filter(
        organisation=submission.applicant_id, ended_at__isnull=True
    ).values_list("person_id", flat=True)
    people = dict.fromkeys(own) or {submission.applicant_id: None}
    return {**dict(agents), **people}
