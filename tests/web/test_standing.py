"""Where a case stands, said so that a person understands it at a glance."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bundles.casework import services
from bundles.casework.models import Submission, WorkItem
from bundles.issuance import services as issuance
from bundles.issuance.models import Batch, Certificate
from portal.accounts.models import User
from tests import cases

NOTHING = "您现在不用做什么"


@pytest.fixture
def filed(wang: User) -> Submission:
    assert wang.applicant is not None
    return cases.filed(wang.applicant)


def page(client: Client, submission: Submission) -> str:
    return client.get(f"/cases/{submission.token}/").content.decode()


def where(client: Client, submission: Submission) -> Any:
    return client.get(f"/cases/{submission.token}/").context["standing"]


def test_handed_in_it_is_at_the_window_with_a_day_for_the_answer(
    his: Client, filed: Submission
) -> None:
    said = where(his, filed)
    assert "乌拉盖管理区政务服务大厅" in said.where
    assert "前答复" in said.where
    assert NOTHING in said.todo
    assert "分钟可以收回" in page(his, filed)


def test_returned_it_is_mine_to_mend(his: Client, filed: Submission) -> None:
    defects = [services.Defect("material:M07", "章程缺少签字页。")]
    services.return_for_correction(filed.pk, seen=filed.revision, defects=defects, by=cases.clerk())
    said = where(his, filed)
    assert said.mine
    assert "1 处要补正" in said.where
    text = page(his, filed)
    assert "章程缺少签字页。" in text
    assert "去补正" in text


def test_under_review_it_says_how_many_are_done_who_has_it_and_by_when(
    his: Client, filed: Submission
) -> None:
    submission = cases.in_review(filed)
    cases.approved(submission, "E1")
    said = where(his, submission)
    assert "6 个事项办完了 1 个" in said.where
    assert "公安局" in said.where
    assert "承诺" in said.where
    assert NOTHING in said.todo


def test_one_item_sent_back_is_mine_and_the_rest_go_on(his: Client, filed: Submission) -> None:
    submission = cases.in_review(filed)
    item = cases.claimed(submission, "E1")
    defects = [services.Defect("field:scope.text", "请写明销售方式。")]
    services.request_correction(
        item.pk, seen=item.revision, defects=defects, by=cases.reviewer(item)
    )
    said = where(his, submission)
    assert said.mine
    assert "市场监管局请您补正" in said.where
    text = page(his, submission)
    assert "请写明销售方式。" in text
    assert "暂停计时，恢复办理后重新算出日期" in text


def test_what_stands_still_says_so_and_shows_no_date(his: Client, filed: Submission) -> None:
    submission = cases.in_review(filed)
    item = cases.claimed(submission, "E1")
    by = cases.reviewer(item)
    item = services.suspend(item.pk, seen=item.revision, procedure="hearing", by=by)
    assert "暂停计时" in where(his, submission).where
    line = his.get(f"/cases/{submission.token}/").context["items"][0]
    assert line.due is None
    services.resume(item.pk, seen=item.revision, by=by)
    line = his.get(f"/cases/{submission.token}/").context["items"][0]
    assert line.due is not None
    assert any("暂停过计时" in sentence for sentence in line.told)


def test_late_is_called_late(his: Client, filed: Submission) -> None:
    submission = cases.in_review(filed)
    Submission.objects.filter(pk=submission.pk).update(
        promised_due=timezone.now() - timedelta(days=3)
    )
    said = where(his, submission)
    assert "已经超期" in said.where
    assert "0479-12345" in said.where


def test_a_rejection_says_why_and_where_to_turn_and_what_fell_with_it(
    his: Client, filed: Submission
) -> None:
    submission = cases.in_review(filed)
    cases.rejected(submission, "E1", "住所证明与登记地址不一致。")
    text = page(his, submission)
    for sentence in (
        "住所证明与登记地址不一致。",
        "60 日内向锡林郭勒盟行政公署申请行政复议",
        "6 个月内向东乌珠穆沁旗人民法院起诉",
        "“公司设立登记”没有通过，要用它结果的这个事项随之终止。",
    ):
        assert sentence in text


def test_ready_results_are_to_be_fetched_and_handed_over_ones_are_in_the_wallet(
    his: Client, filed: Submission
) -> None:
    submission = cases.decided(cases.in_review(filed))
    assert "正在制作结果" in where(his, submission).where
    issuance.issue(submission.pk)
    Certificate.objects.filter(work_item__key="E2").update(arrived_at=None)
    said = where(his, submission)
    assert said.mine
    assert "结果做好了" in said.where
    assert "还没有送到窗口" in said.todo  # the seals
    batch = Batch.objects.get()
    for one in batch.certificates.filter(arrived_at__isnull=True):
        issuance.arrive(one.pk, by=cases.clerk())
    assert "请带身份证到" in where(his, submission).todo
    receiver = issuance.Receiver("王晓明", "152531199003072518", "本人")
    issuance.hand_over(batch.pk, receiver=receiver, method="窗口领取", by=cases.clerk())
    assert "全部办完" in where(his, submission).where
    assert "打开证照夹" in page(his, submission)


def test_some_results_may_be_out_before_the_rest(his: Client, filed: Submission) -> None:
    submission = cases.in_review(filed)
    cases.approved(submission, "E1")
    services.ask_for_results(submission.pk, by=cases.own(submission))
    issuance.issue(submission.pk)
    lines = his.get(f"/cases/{submission.token}/").context["items"]
    assert lines[0].certificates
    assert not lines[1].certificates
    assert f"/wallet/{submission.token}/E1/" in page(his, submission)


def test_refused_withdrawn_and_the_like_are_said_plainly(his: Client, filed: Submission) -> None:
    services.refuse(filed.pk, seen=filed.revision, reasons="不属于本级办理。", by=cases.clerk())
    assert "没有受理" in where(his, filed).where


def test_a_withdrawn_case_says_that_it_is_over(his: Client, filed: Submission) -> None:
    services.withdraw(filed.pk, by=cases.own(filed))
    said = where(his, filed)
    assert "您撤回了这份申请" in said.where
    assert 'data-from="' not in page(his, filed)


def test_the_page_asks_for_news_and_is_told_when_there_is_none(
    his: Client, hers: Client, filed: Submission
) -> None:
    address = f"/cases/{filed.token}/standing/"
    assert f'data-from="{address}"' in page(his, filed)
    first = his.get(address)
    assert first.status_code == 200
    assert b"<html" not in first.content
    again = his.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    services.accept(filed.pk, seen=filed.revision, by=cases.clerk())
    news = his.get(address, headers={"If-None-Match": first["ETag"]})
    assert news.status_code == 200
    assert "申请已受理" in news.content.decode()
    assert hers.get(address).status_code == 404


def test_a_case_that_is_over_tells_the_page_to_stop_asking(his: Client, filed: Submission) -> None:
    services.withdraw(filed.pk, by=cases.own(filed))
    assert his.get(f"/cases/{filed.token}/standing/")["X-Case"] == "over"


def test_no_news_costs_little(
    his: Client, filed: Submission, django_assert_max_num_queries: Any
) -> None:
    submission = cases.in_review(filed)
    address = f"/cases/{submission.token}/standing/"
    mark = his.get(address)["ETag"]
    with django_assert_max_num_queries(6):
        his.get(address, headers={"If-None-Match": mark})
    with django_assert_max_num_queries(24):
        his.get(f"/cases/{submission.token}/")


def test_my_cases_stand_in_groups_with_what_waits_for_me_first(
    his: Client, wang: User, django_assert_max_num_queries: Any
) -> None:
    assert wang.applicant is not None
    running = cases.in_review(cases.filed(wang.applicant))
    over = cases.filed(wang.applicant)
    services.withdraw(over.pk, by=cases.own(over))
    draft = cases.draft(wang.applicant)
    asked = cases.in_review(cases.filed(wang.applicant))
    item = cases.claimed(asked, "E1")
    services.request_correction(
        item.pk,
        seen=item.revision,
        defects=[services.Defect("field:scope.text", "请写明。")],
        by=cases.reviewer(item),
    )
    with django_assert_max_num_queries(12):
        listing = his.get("/cases/").context["listing"]
    found = [[line.case.pk for line in group.lines] for group in listing.groups]
    assert found == [[asked.pk, draft.pk], [running.pk], [over.pk]]
    (line,) = [one for one in listing.groups[0].lines if one.is_draft]
    assert 0 < line.filled <= line.pages


def test_a_case_is_found_by_number_and_by_name(his: Client, filed: Submission) -> None:
    for query in (str(filed.number)[-8:], "六合一", "six in one", str(filed.number).lower()):
        listing = his.get("/cases/", {"q": query}).context["listing"]
        assert len(listing.groups) == 1, query
    answer = his.get("/cases/", {"q": "没有这个"})
    assert answer.context["listing"].groups == ()
    assert "没有找到这样的办件" in answer.content.decode()


def test_giving_up_says_first_what_is_kept_and_what_is_not(his: Client, filed: Submission) -> None:
    submission = cases.in_review(filed)
    cases.approved(submission, "E1")
    text = his.get(f"/cases/{submission.token}/withdraw/").content.decode()
    assert text.index("已经办好的仍然有效") < text.index("公司设立登记")
    assert text.index("没办完的不再办理") < text.index("公章刻制备案")
    assert WorkItem.objects.filter(status="withdrawn").count() == 0


def test_giving_up_a_draft_speaks_of_a_draft(his: Client, wang: User) -> None:
    assert wang.applicant is not None
    draft = cases.draft(wang.applicant)
    text = his.get(f"/cases/{draft.token}/withdraw/").content.decode()
    assert "确定不要这份草稿了吗" in text
