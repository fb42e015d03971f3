"""Promises on the applicant's own pages: ticked one by one, read again, taken back."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from applicants.barring import Listed, bar
from bundles.casework import services
from bundles.casework.models import Commitment, Submission
from bundles.casework.services import Defect
from bundles.casework.states import WorkItemStatus
from bundles.catalogue import versions
from bundles.issuance.models import Certificate
from bundles.papers.models import Paper
from bundles.papers.services import print_due
from portal.accounts.models import User
from portal.notices.services import tell
from portal.notices.wording import words
from tests import cases, restaurants
from tests.casework.committing import shop, test_follow_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(wang: User) -> Submission:
    assert wang.applicant is not None
    return shop.draft(applicant=wang.applicant)


def address(submission: Submission) -> str:
    return f"/cases/{submission.token}/"


def page_of(client: Client, at: str) -> str:
    return client.get(at).content.decode()


def test_each_promise_stands_with_its_full_words_and_is_ticked_by_itself(
    his: Client, own: Submission
) -> None:
    at = f"{address(own)}review/"
    page = page_of(his, at)
    for said in ("愿意接受核查", "员工名单真实", "承诺不实的后果：责令限期改正"):
        assert said in page
    reviewed = re.search(r'name="reviewed" value="(\w+)"', page)
    assert reviewed is not None
    all_but_one = {"reviewed": reviewed[1], "agree": ["material:M13", "material:M14"]}
    answer = his.post(at, all_but_one)
    assert answer.status_code == 422
    assert "印章备案告知承诺" in answer.content.decode()
    assert his.post(at, all_but_one | {"agree": list(shop.TICKED)})["Location"] == address(own)
    assert Commitment.objects.filter(submission=own).count() == 3


def test_who_is_on_the_list_is_asked_for_the_papers_and_for_no_promise(
    his: Client, own: Submission
) -> None:
    number = own.applicant.id_number
    bar(Listed(number, "拒不履行承诺", since=cases.TODAY), source="锡林郭勒盟发展和改革委员会")
    page = page_of(his, f"{address(own)}review/")
    assert "愿意接受核查" not in page
    assert "还不能提交" in page


def test_the_case_shows_what_was_promised_and_lets_it_be_taken_back(
    his: Client, own: Submission
) -> None:
    submission = cases.in_review(shop.apply(own))
    cases.approved(submission, "E1")
    at = address(own)
    page = page_of(his, at)
    assert "您作出的承诺" in page
    way = f"{at}items/E2/commitment/withdraw/"
    assert way in page
    assert "改按一般程序办理" in page_of(his, way)
    assert his.post(way)["Location"] == at
    assert cases.item(submission, "E2").state is WorkItemStatus.CORRECTION
    page = page_of(his, at)
    assert "您撤回了承诺，请提交" in page
    assert "承诺已撤回" in page
    assert his.post(way)["Location"] == at  # the other click of a double click


def test_what_a_promise_of_a_restaurant_stood_for_is_listed_to_be_handed_in(
    his: Client, wang: User
) -> None:
    submission = restaurants.filed(applicant=wang.applicant)
    at = address(submission)
    assert his.post(f"{at}items/R7/commitment/withdraw/")["Location"] == at
    said = "您撤回了承诺，请提交“消防安全制度、灭火和应急疏散预案”。"
    assert said in page_of(his, at)
    assert said in page_of(his, f"{at}correction/")


def test_the_answer_to_a_correction_asks_for_what_it_touches_again(
    his: Client, own: Submission
) -> None:
    submission = shop.apply(own)
    services.return_for_correction(
        submission.pk,
        seen=submission.revision,
        defects=[Defect("field:seal.words", "请按登记名称填写。")],
        by=cases.clerk(),
    )
    at = f"{address(own)}correction/"
    assert "请重新承诺" not in page_of(his, at)
    shop.save(own, "seal", words="敖登小店有限公司")
    page = his.get(at)
    asked = [key for key, *_rest in page.context["agreements"]]
    assert set(asked) == {"paper:seal_letter", "material:M14"}
    form = {
        "correction": str(own.corrections.get().pk),
        "reviewed": page.context["reviewed"],
    }
    assert his.post(at, form).status_code == 422
    assert his.post(at, form | {"agree": asked})["Location"] == address(own)


def test_letters_and_messages_go_along_to_the_end() -> None:
    check = test_follow_up.say(
        test_follow_up.issuance.revoke_broken,
        test_follow_up.proposed(),
        test_follow_up.deciding("02"),
    )
    submission = check.work_item.submission
    print_due(submission.pk)
    kinds = Paper.objects.filter(submission=submission).values_list("kind", flat=True)
    assert {"commitment_letter", "put_right_order", "revocation"} <= set(kinds)
    told = {words(one).title for one in tell(submission.pk)}
    name = versions.version(submission.version_id).item("E2").name.zh
    assert {f"请改正“{name}”", f"“{name}”逾期没有改正", "证照已被撤销"} <= told


def test_whoever_verifies_reads_how_the_promise_was_kept(client: Client) -> None:
    check = shop.issued()
    certificate = Certificate.objects.get(work_item=check.work_item)
    asked = {"number": certificate.number, "code": certificate.check_code}
    page = client.get("/verify/", asked).content.decode()
    assert "告知承诺件" in page
    assert "尚未核查" in page
    test_follow_up.broken(check)
    assert "已责令改正" in client.get("/verify/", asked).content.decode()
