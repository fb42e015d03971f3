"""What people are told of a case, and that they are told it once."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from applicants.models import Agent, AgentScope, Membership
from bundles.casework import services as casework
from bundles.casework.actors import Actor
from bundles.casework.models import Submission
from bundles.issuance.services.issue import issue
from departments.models import Hall, Officer
from portal.accounts.models import User
from portal.notices.kinds import KIND_OF, NoticeKind
from portal.notices.models import Channel, Dispatch, Notice, Wanted, Wishes
from portal.notices.selectors import unread
from portal.notices.services import mark_read, tell
from portal.notices.wording import SAYING, words
from tests import cases

pytestmark = pytest.mark.usefixtures("library")


def kinds(submission: Submission) -> list[str]:
    return list(
        Notice.objects.filter(submission=submission).order_by("id").values_list("kind", flat=True)
    )


def account(submission: Submission, email: str | None = None) -> User:
    address = f"zhangmin{submission.pk}@example.cn" if email is None else email
    user: User = User.objects.create_user(username=f"user{submission.pk}", email=address)
    user.applicant = submission.applicant
    user.save()
    return user


def test_every_step_of_a_case_is_told_once_and_in_order() -> None:
    submission = cases.decided()
    issue(submission.pk)
    tell(submission.pk)
    assert kinds(submission) == ["received", "accepted", *["item_approved"] * 6, "ready"]
    assert tell(submission.pk) == []
    assert len(kinds(submission)) == 9


def test_a_rejection_names_what_falls_with_it() -> None:
    submission = cases.in_review()
    cases.rejected(submission, "E1")
    tell(submission.pk)
    last = Notice.objects.select_related("submission").order_by("-id")[0]
    assert last.kind == "item_rejected"
    assert last.data["cancelled"] == ["E2", "E3", "E4", "E5", "E6"]
    said = words(last)
    assert "公司设立登记" in said.title
    assert "公章刻制备案" in said.text


def test_who_stays_at_home_learns_that_their_case_was_opened_at_a_counter() -> None:
    submission = cases.filed()
    by = Actor.for_helper(Officer.objects.get(number="WLG-ZW-01"), submission.applicant)
    casework.mend(
        submission.pk, present=submission.applicant, seen=cases.fresh(submission).revision, by=by
    )
    tell(submission.pk)
    assert kinds(submission) == ["received", "mended"]
    said = words(Notice.objects.latest("id"))
    assert "乌拉盖管理区政务服务大厅" in said.text
    assert "没有到窗口" in said.text


def test_a_case_given_up_is_one_message_and_not_seven() -> None:
    submission = cases.in_review()
    casework.withdraw(submission.pk, by=cases.own(submission))
    tell(submission.pk)
    assert kinds(submission)[-1] == "withdrawn"
    assert "item_withdrawn" not in kinds(submission)


def test_giving_up_the_rest_is_told_as_such() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    casework.withdraw(submission.pk, by=cases.own(submission))
    tell(submission.pk)
    assert kinds(submission)[-1] == "withdrawn"


def test_a_pause_and_a_correction_are_told() -> None:
    submission = cases.in_review()
    item = cases.claimed(submission, "E1")
    by = cases.reviewer(item)
    item = casework.suspend(item.pk, seen=item.revision, procedure="hearing", by=by)
    item = casework.resume(item.pk, seen=item.revision, by=by)
    defect = casework.Defect("field:scope.text", "请写明销售方式。")
    casework.request_correction(item.pk, seen=item.revision, defects=[defect], by=by)
    tell(submission.pk)
    assert kinds(submission)[-3:] == ["paused", "resumed", "item_correction"]


def test_messages_hold_codes_and_ids_and_nobodys_data() -> None:
    submission = cases.decided()
    issue(submission.pk)
    tell(submission.pk)
    kept = json.dumps(list(Notice.objects.values("key", "data", "kind")), ensure_ascii=False)
    for person in submission.answers["blocks"]["shareholders"]:
        assert person["name"] not in kept
        assert person["id_number"] not in kept


@pytest.mark.parametrize("kind", NoticeKind.values)
def test_every_kind_has_words_in_both_languages(kind: str) -> None:
    submission = Submission(
        version_id=cases.six_in_one().pk,
        hall=Hall.objects.get(code="wlg-hall"),
        promised_due=timezone.now(),
    )
    data = {"item": "E1", "cancelled": ["E2"], "defects": 2, "number": "N1", "way": "post"}
    data |= {"material": "M07", "until": "2026-12-21"}
    notice = Notice(submission=submission, kind=kind, data=data)
    for language in ("zh-hans", "en"):
        with override(language):
            said = words(notice)
        assert said.title
        assert said.text
        assert "%(" not in said.title + said.text
        assert any("一" <= sign <= "鿿" for sign in said.title) is (language != "en"), said
    assert kind in SAYING


def test_every_fact_that_is_told_has_a_kind_with_words() -> None:
    assert set(KIND_OF.values()) <= set(SAYING)


def test_an_agent_is_told_from_the_day_of_their_authorisation_and_not_before() -> None:
    submission = cases.filed()
    agent = cases.an_applicant("李娜")
    Agent.objects.create(
        principal=submission.applicant,
        agent=agent,
        scope=AgentScope.APPLY,
        valid_until=timezone.localdate() + timedelta(days=30),
    )
    cases.accepted(submission)
    tell(submission.pk)
    told = Notice.objects.filter(applicant=agent).values_list("kind", flat=True)
    assert list(told) == ["accepted"]


@pytest.mark.parametrize(
    "changed",
    [
        {"scope": AgentScope.COLLECT},
        {"valid_until": timezone.localdate() - timedelta(days=1)},
        {"revoked_at": timezone.now()},
    ],
)
def test_an_agent_out_of_scope_is_told_nothing(changed: dict[str, Any]) -> None:
    submission = cases.filed()
    agent = cases.an_applicant("李娜")
    given = {"scope": AgentScope.APPLY, "valid_until": timezone.localdate() + timedelta(days=30)}
    Agent.objects.create(principal=submission.applicant, agent=agent, **(given | changed))
    cases.accepted(submission)
    tell(submission.pk)
    assert not Notice.objects.filter(applicant=agent).exists()


def test_reading_one_or_all_counts_down() -> None:
    submission = cases.accepted()
    tell(submission.pk)
    me = submission.applicant_id
    assert unread(me) == 2
    first = Notice.objects.filter(applicant=me).first()
    assert first is not None
    assert mark_read(me, first.pk) == 1
    assert mark_read(me, first.pk) == 0
    assert unread(me) == 1
    mark_read(me)
    assert unread(me) == 0


def test_what_goes_out_by_email_follows_the_wishes() -> None:
    submission = cases.filed()
    account(submission)
    tell(submission.pk)
    assert Dispatch.objects.get(channel=Channel.EMAIL).notice.kind == "received"
    Wishes.objects.create(applicant=submission.applicant, email=Wanted.IMPORTANT)
    submission = cases.in_review(submission)
    cases.rejected(submission, "E1")
    tell(submission.pk)
    assert [one.notice.kind for one in Dispatch.objects.filter(channel=Channel.EMAIL)] == [
        "received",
        "item_rejected",
    ]
    assert kinds(submission) == ["received", "accepted", "item_rejected"]


def test_without_an_address_nothing_waits_for_the_post() -> None:
    submission = cases.filed()
    account(submission, email="")
    tell(submission.pk)
    assert not Dispatch.objects.filter(channel=Channel.EMAIL).exists()
    assert kinds(submission) == ["received"]
    assert mail.outbox == []


def test_telling_costs_a_fixed_number_of_queries(django_assert_max_num_queries: Any) -> None:
    submission = cases.decided()
    account(submission)
    with django_assert_max_num_queries(12):
        tell(submission.pk)
    with django_assert_max_num_queries(8):
        tell(submission.pk)


def test_that_everybody_has_signed_is_told_before_the_filing() -> None:
    submission = cases.filed()
    tell(submission.pk)
    assert kinds(submission)[-2:] == ["signed", "received"]


def test_an_organisation_is_told_through_its_own_people() -> None:
    submission = cases.filed()
    person = cases.an_applicant("王晓明")
    Membership.objects.create(person=person, organisation=submission.applicant)
    tell(submission.pk)
    assert set(Notice.objects.values_list("applicant", flat=True)) == {person.pk}
