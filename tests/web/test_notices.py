"""The pages of messages and of delivery, as a person meets them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.agents import authorise
from applicants.models import AgentScope, Applicant
from applicants.profiles import tell as tell_profile
from bundles.casework.models import Submission
from bundles.casework.services import fan_out
from bundles.issuance.delivery import chosen
from bundles.issuance.models import Certificate
from bundles.issuance.services import arrive
from bundles.issuance.services.issue import issue
from portal.accounts.models import DisclosureEntry, User
from portal.notices.kinds import KIND_OF
from portal.notices.letters import unsubscribe_link
from portal.notices.models import Notice, Wanted, Wishes
from portal.notices.services import tell
from tests import cases


@pytest.fixture(autouse=True)
def from_the_filing_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ready-made cases are signed; what is told of that is not looked at here."""
    monkeypatch.delitem(KIND_OF, "signatures.complete", raising=False)


@pytest.fixture
def accepted(wang: User) -> Submission:
    assert wang.applicant is not None
    submission = cases.accepted(cases.filed(wang.applicant))
    tell(submission.pk)
    return submission


def test_messages_are_mine_and_newest_first(
    his: Client, hers: Client, accepted: Submission
) -> None:
    page = his.get("/messages/")
    assert [one.kind for one, _said in page.context["notices"]] == ["accepted", "received"]
    assert str(accepted.number) in page.content.decode()
    assert hers.get("/messages/").context["notices"] == []


def test_opening_one_reads_it_and_leads_to_its_case(
    his: Client, hers: Client, accepted: Submission
) -> None:
    notice = Notice.objects.filter(kind="accepted").get()
    address = f"/messages/{notice.pk}/"
    assert hers.post(address).status_code == 404
    assert his.get(address).status_code == 405
    assert his.post(address)["Location"] == f"/cases/{accepted.token}/"
    assert Notice.objects.filter(read_at__isnull=True).count() == 1
    his.post(address)
    assert Notice.objects.filter(read_at__isnull=True).count() == 1


def test_the_number_of_new_ones_stands_in_the_navigation(
    his: Client, hers: Client, client: Client, accepted: Submission
) -> None:
    said = "条未读"
    assert said in his.get("/cases/").content.decode()
    assert said not in hers.get("/cases/").content.decode()
    assert said not in client.get("/").content.decode()
    hers.post("/messages/read/")
    assert said in his.get("/cases/").content.decode()
    his.post("/messages/read/")
    assert said not in his.get("/cases/").content.decode()


def test_the_list_asks_a_fixed_number_of_queries(
    his: Client, wang: User, django_assert_max_num_queries: Any
) -> None:
    assert wang.applicant is not None
    for _case in range(4):
        tell(cases.accepted(cases.filed(wang.applicant)).pk)
    with django_assert_max_num_queries(10):
        assert len(his.get("/messages/").context["notices"]) == 8


def test_wishes_are_kept_and_shown_again(his: Client, wang: User) -> None:
    wishes = {"email": "important", "sms": "nothing", "language": "en"}
    assert his.post("/messages/settings/", wishes)["Location"] == "/messages/"
    kept = Wishes.objects.get(applicant=wang.applicant)
    assert (kept.email, kept.sms, kept.language) == ("important", "nothing", "en")
    his.post("/messages/settings/", wishes | {"email": "everything"})
    assert Wishes.objects.get().email == "everything"
    assert his.post("/messages/settings/", {"email": "x"}).status_code == 200
    assert Wishes.objects.get().email == "everything"


def test_the_link_in_a_letter_stops_letters_without_signing_in(client: Client, wang: User) -> None:
    assert wang.applicant is not None
    address = "/" + unsubscribe_link(wang.applicant.pk).split("/", 3)[3]
    assert "停止邮件通知吗" in client.get(address).content.decode()
    assert not Wishes.objects.exists()
    assert "不会再给您发邮件了" in client.post(address).content.decode()
    assert Wishes.objects.get().email == Wanted.NOTHING
    for forged in ("x", "MjY:xxx", address.split("/")[-2][:-2] + "zz"):
        assert client.get(f"/messages/unsubscribe/{forged}/").status_code == 404


def test_the_link_of_somebody_who_has_left_changes_nothing(client: Client, library: None) -> None:
    address = "/" + unsubscribe_link(999_999).split("/", 3)[3]
    assert client.post(address).status_code == 200
    assert not Wishes.objects.exists()


HOME = {
    "way": "post",
    "recipient": "王晓明",
    "phone": "138 4791 2345",
    "region": "",
    "address": "内蒙古自治区锡林浩特市额尔敦街 8 号",
}


def test_delivery_by_post_asks_where_and_keeps_it(
    his: Client, hers: Client, accepted: Submission
) -> None:
    address = f"/cases/{accepted.token}/delivery/"
    page = his.get(address)
    assert "9:00–12:00，14:30–17:30" in page.content.decode()
    lacking = his.post(address, {"way": "post"})
    assert lacking.status_code == 422
    assert "请填写详细地址" in lacking.content.decode()
    assert his.post(address, HOME | {"phone": "12"}).status_code == 422
    assert hers.post(address, HOME).status_code == 404
    assert not chosen(accepted).by_post
    assert his.post(address, HOME)["Location"] == f"/cases/{accepted.token}/"
    to = chosen(accepted).to
    assert to is not None
    assert (to.recipient, to.phone) == ("王晓明", "13847912345")
    his.post(address, {"way": "window"})
    assert not chosen(accepted).by_post


def test_what_a_person_told_before_is_offered_with_its_origin(
    his: Client, accepted: Submission
) -> None:
    page = his.get(f"/cases/{accepted.token}/delivery/")
    assert "下面是您登记过的资料" in page.content.decode()
    assert page.context["form"]["recipient"].value() == "王晓明"


def test_an_agent_is_not_shown_what_the_principal_told_the_portal(
    hers: Client, wang: User, accepted: Submission
) -> None:
    assert wang.applicant is not None
    tell_profile(wang.applicant, {"address": "振兴路 9 号 3 单元"})
    authorise(
        wang.applicant,
        Applicant.objects.exclude(pk=wang.applicant.pk).get(),
        scope=AgentScope.EVERYTHING,
        valid_until=timezone.localdate(),
    )
    page = hers.get(f"/cases/{accepted.token}/delivery/").content.decode()
    assert "怎样领取" in page
    assert "振兴路" not in page
    assert "王晓明" not in page
    assert "13847912345" not in page


def test_a_changed_delivery_is_told_as_a_message(his: Client, accepted: Submission) -> None:
    his.post(f"/cases/{accepted.token}/delivery/", HOME)
    tell(accepted.pk)
    newest = Notice.objects.latest("id")
    assert newest.kind == "delivery"
    assert newest.data == {"way": "post"}


def test_a_draft_chooses_in_its_form(his: Client, wang: User) -> None:
    assert wang.applicant is not None
    draft = cases.draft(wang.applicant)
    answer = his.get(f"/cases/{draft.token}/delivery/")
    assert answer["Location"] == f"/cases/{draft.token}/"


def test_the_clerk_sees_where_it_goes_and_that_is_written_down(
    his: Client, official: Client, accepted: Submission
) -> None:
    fan_out(accepted.pk)
    submission = cases.decided(cases.fresh(accepted))
    issue(submission.pk)
    for seals in Certificate.objects.filter(batch__submission=submission, arrived_at=None):
        arrive(seals.pk, by=cases.clerk())
    his.post(f"/cases/{accepted.token}/delivery/", HOME)
    page = official.get(reverse("admin:pack", args=[submission.number]))
    text = page.content.decode()
    assert "内蒙古自治区锡林浩特市额尔敦街 8 号" in text
    assert DisclosureEntry.objects.get(what="delivery").subject_id == submission.number
