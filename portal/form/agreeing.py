"""What an applicant agrees to one by one, and where the consents among it are kept."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import get_language

from applicants import consents
from bundles.casework.actors import Actor
from bundles.casework.following import Following, following
from bundles.casework.models import Filing, Submission
from bundles.casework.promises import Promise, promises
from bundles.casework.selectors.commitments import to_promise
from bundles.casework.selectors.review import handed_in
from bundles.catalogue.answers import check
from bundles.catalogue.conditions import holds
from bundles.catalogue.definition import Consent as Asked
from bundles.catalogue.definition import Text, Version
from bundles.catalogue.scenario import scenario
from bundles.catalogue.versions import version as version_of
from portal.form.pages import Work

Agreement = tuple[str, Text, Text, bool]
"""Key, title, text, sensitive."""


def agreements(work: Work) -> list[Agreement]:
    """What is ticked one by one, never carried over from before: consents, promises, and what
    follows later.
    """
    consented = [_consent(one) for one in work.plan.consents]
    promised = [_promise(one) for one in promises(work.version, work.plan)]
    later = [_later(one) for one in following(work.version, work.plan, work.handed())]
    return [*consented, *promised, *later]


def agreements_anew(work: Work) -> list[Agreement]:
    """Of an answer to a correction: the promises about what has changed, and what is new (T7).

    A consent that the scenario did not call for before is asked as well.
    """
    submission, version = work.submission, work.version
    content = {
        "answers": check(version, work.answers).values,
        "materials": handed_in(submission),
    }
    promised = to_promise(submission, version, work.plan, content, anew=False)
    there = {one.material_key for one in submission.later_promises.all() if one.holds}
    later = following(version, work.plan, work.handed())
    return [
        *(_consent(one) for one in consents_anew(work)),
        *(_promise(one) for one in promised),
        *(_later(one) for one in later if one.material not in there),
    ]


def consents_anew(work: Work) -> list[Asked]:
    """The consents that what was handed in last did not call for."""
    last = work.submission.filings.latest("sequence")
    before = _consents(work.version, last)
    return [one for one in work.plan.consents if one not in before]


def _consents(version: Version, filing: Filing) -> list[Asked]:
    barred = filing.content.get("barred", False)
    names = scenario(version, filing.content["answers"], barred=barred)
    return [one for one in version.consents if holds(one.when, names)]


def _consent(one: Asked) -> Agreement:
    return one.key, one.title, one.text, one.sensitive


def _promise(one: Promise) -> Agreement:
    """With what follows if it is broken: that is part of what one promises."""
    zh, en = [one.text.zh], [one.text.en]
    for said in one.consequences:
        zh.append(f"承诺不实的后果：{said.zh}")
        en.append(f"If it is not so: {said.en}")
    return one.key, one.title, Text(zh="\n".join(zh), en="\n".join(en)), False


def _later(one: Following) -> Agreement:
    return one.key, one.title, one.text, False


def consent(submission: Submission, *, by: Actor) -> None:
    """Separate consents to sensitive data, asked with what was handed in last, are kept where their
    giver can see and withdraw them.
    """
    version = version_of(submission.version_id)
    for one in _consents(version, submission.filings.latest("sequence")):
        if one.sensitive:
            consents.give(
                submission.applicant,
                f"{version.code}.{one.key}"[:64],
                consents.hash_of(str(one.text)),
                at=timezone.now(),
                by=by,
                about=str(submission.token),
                text_version=f"{version.number} {get_language()}"[:40],
            )
