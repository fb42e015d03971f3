import pytest
from django.db import InternalError, transaction
from django.db.utils import DatabaseError

from portal.accounts.actors import NobodyBehind, actor_of
from portal.accounts.disclosures import ReasonMissing, disclose
from portal.accounts.models import DisclosureEntry, User
from tests.accounts.people import WANG, applicant_user, officer

pytestmark = pytest.mark.django_db


def clerk() -> User:
    batu = officer(roles=["window"])
    return User.objects.create_user(username="limin", officer=batu, id_number=WANG["id_number"])


def test_a_look_behind_the_mask_is_written_down_with_its_reason() -> None:
    entry = disclose(
        clerk(), kind="submission", subject_id=7, what="id_number", reason="核对  身份证原件"
    )
    assert entry.actor["id"] == "WLG-SC-01"
    assert entry.actor["department"] == "wlg-scjg"
    assert (entry.subject_kind, entry.subject_id) == ("submission", "7")
    assert entry.reason == "核对 身份证原件"


def test_a_reason_keeps_no_persons_number_for_ever() -> None:
    entry = disclose(
        clerk(),
        kind="submission",
        subject_id=7,
        what="id_number",
        reason="核对152531199003072518，电话13804790001",
    )
    assert entry.reason == "核对***，电话***"


@pytest.mark.parametrize("reason", ["", "   ", "看看", "\0\0\0\0\0"])
def test_without_a_reason_nobody_looks(reason: str) -> None:
    with pytest.raises(ReasonMissing):
        disclose(clerk(), kind="submission", subject_id=7, what="id_number", reason=reason)
    assert not DisclosureEntry.objects.exists()


def test_the_record_cannot_be_changed_or_deleted() -> None:
    disclose(clerk(), kind="submission", subject_id=7, what="phone", reason="电话通知补正")
    for attempt in (
        lambda: DisclosureEntry.objects.update(reason="nothing"),
        lambda: DisclosureEntry.objects.all().delete(),
    ):
        with pytest.raises((InternalError, DatabaseError)), transaction.atomic():
            attempt()
    assert DisclosureEntry.objects.get().reason == "电话通知补正"


def test_an_applicants_own_look_carries_no_name() -> None:
    entry = disclose(
        applicant_user(), kind="applicant", subject_id=1, what="profile", reason="查阅本人信息"
    )
    assert "王晓明" not in str(entry.actor)


def test_an_actor_is_the_person_behind_the_account() -> None:
    applicant, official = applicant_user(), clerk()
    assert actor_of(applicant).kind == "applicant"
    assert actor_of(applicant).id == str(applicant.applicant_id)
    assert actor_of(official).id == "WLG-SC-01"


def test_administrators_and_officers_who_left_act_for_nobody() -> None:
    official = clerk()
    official.officer.is_active = False  # type: ignore[union-attr]
    for user in (User.objects.create_user(username="sysadmin"), official):
        with pytest.raises(NobodyBehind):
            actor_of(user)


def test_nobody_is_applicant_and_officer_in_one_account() -> None:
    user = applicant_user()
    user.officer = officer()
    with pytest.raises(DatabaseError), transaction.atomic():
        user.save()
