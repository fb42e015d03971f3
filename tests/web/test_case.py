from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bundles.casework import services
from bundles.casework.models import Submission
from bundles.issuance.services.issue import issue
from portal.accounts.models import User
from portal.web.views import cases as views
from tests import cases
from tests.web.company import begin, filed


@pytest.fixture
def case(his: Client) -> str:
    return filed(his)


def the_case() -> Submission:
    return Submission.objects.get()


def on_review() -> Submission:
    submission = the_case()
    services.accept(submission.pk, seen=submission.revision, by=cases.clerk())
    services.fan_out(submission.pk)
    return the_case()


def test_before_acceptance_the_items_are_shown_as_planned(his: Client, case: str) -> None:
    page = his.get(case)
    assert [line.item.key for line in page.context["items"]] == ["E1", "E2", "E3", "E4", "E5", "E6"]
    assert "受理后开始" in page.content.decode()
    assert the_case().number in page.content.decode()


def test_every_item_says_who_has_it_by_when_and_how_it_stands(his: Client, case: str) -> None:
    on_review()
    page = his.get(case).content.decode()
    for sentence in ("待部门办理", "等“公司设立登记”办好", "乌拉盖管理区公安局", "承诺办结"):
        assert sentence in page


def test_an_item_waits_only_for_what_is_not_done(his: Client, case: str) -> None:
    submission = on_review()
    cases.approved(submission, "E1")
    page = his.get(case).content.decode()
    assert "等“公章刻制备案”办好" in page  # the bank, for the seals
    assert "等“公司设立登记”办好" not in page


def test_results_are_fetched_once_issued_and_only_by_their_owner(
    his: Client, hers: Client, client: Client, case: str
) -> None:
    submission = on_review()
    assert his.get(f"{case}results/E1.pdf").status_code == 404
    cases.decided(submission)
    issue(submission.pk)
    for key in ("E1", "E2", "E3", "E4", "E5", "E6"):
        answer = his.get(f"{case}results/{key}.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert hers.get(f"{case}results/E1.pdf").status_code == 404
    assert client.get(f"{case}results/E1.pdf").status_code == 302
    assert "已出件" in his.get(case).content.decode()


def test_a_rejection_shows_its_grounds_and_what_is_cancelled(his: Client, case: str) -> None:
    submission = on_review()
    cases.rejected(submission, "E1", "住所证明与登记地址不一致。")
    issue(submission.pk)
    page = his.get(case).content.decode()
    assert "住所证明与登记地址不一致。" in page
    assert page.count("已终止") == 5
    assert "没有可以领取的结果" in page


def test_the_receipt_is_a_pdf_for_the_owner_alone(
    his: Client, hers: Client, client: Client, case: str
) -> None:
    answer = his.get(f"{case}receipt.pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert the_case().number in answer["Content-Disposition"]
    assert hers.get(f"{case}receipt.pdf").status_code == 404
    assert client.get(f"{case}receipt.pdf").status_code == 302


def test_notices_are_listed_and_fetched_by_the_owner_alone(
    his: Client, hers: Client, case: str
) -> None:
    b"".join(his.get(f"{case}receipt.pdf").streaming_content)
    (paper,) = his.get(case).context["letters"]
    fetched = his.get(f"{case}papers/{paper.pk}.pdf")
    assert b"".join(fetched.streaming_content).startswith(b"%PDF")
    assert hers.get(f"{case}papers/{paper.pk}.pdf").status_code == 404
    assert his.get(f"{begin(his)}papers/{paper.pk}.pdf").status_code == 404


def test_a_draft_has_no_receipt(his: Client) -> None:
    assert his.get(f"{begin(his)}receipt.pdf").status_code == 404


def test_within_ten_minutes_the_case_is_taken_back(his: Client, case: str) -> None:
    assert his.post(f"{case}take-back/")["Location"] == f"{case}form/"
    assert the_case().status == "draft"


def test_after_ten_minutes_it_is_too_late_and_said_so(his: Client, case: str) -> None:
    Submission.objects.update(submitted_at=timezone.now() - timedelta(minutes=11))
    assert "收回修改" not in his.get(case).content.decode()
    answer = his.post(f"{case}take-back/")
    assert answer.status_code == 409
    assert "超过十分钟" in answer.content.decode()
    assert the_case().status == "submitted"


def test_taking_back_twice_says_that_it_is_a_draft(his: Client, case: str) -> None:
    his.post(f"{case}take-back/")
    assert his.post(f"{case}take-back/").status_code == 409


def test_withdrawing_is_asked_twice_and_done_once(his: Client, case: str) -> None:
    assert "确定要撤回整个申请吗" in his.get(f"{case}withdraw/").content.decode()
    assert the_case().status == "submitted"
    his.post(f"{case}withdraw/")
    assert the_case().status == "withdrawn"
    assert his.post(f"{case}withdraw/")["Location"] == case


def test_nobody_else_takes_back_or_withdraws(
    his: Client, hers: Client, client: Client, case: str
) -> None:
    for verb in ("take-back", "withdraw"):
        assert hers.post(f"{case}{verb}/").status_code == 404
        assert client.post(f"{case}{verb}/").status_code == 302
    assert his.get(f"{case}take-back/").status_code == 405
    assert the_case().status == "submitted"


def test_nobody_else_sees_the_case(
    hers: Client, official: Client, client: Client, case: str
) -> None:
    assert hers.get(case).status_code == 404
    assert official.get(case).status_code == 403
    assert client.get(case)["Location"] == f"/accounts/login/?next={case}"
    assert hers.get("/cases/").context["listing"].groups == ()


def test_my_cases_lists_mine_with_few_queries(
    his: Client, wang: User, django_assert_max_num_queries: object
) -> None:
    for _turn in range(4):
        begin(his)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        page = his.get("/cases/")
    assert [len(group.lines) for group in page.context["listing"].groups] == [4]


def test_pages_with_a_persons_data_are_kept_by_no_cache(his: Client, case: str) -> None:
    assert "no-store" in his.get(case)["Cache-Control"]


def test_a_number_alone_shows_a_status_and_nothing_more(client: Client, case: str) -> None:
    page = client.get("/progress/", {"number": the_case().number}).content.decode()
    assert "已提交，待受理" in page
    for secret in ("王晓明", "牧歌", case):
        assert secret not in page


@pytest.mark.parametrize("number", ["YJS1525712026112300000XX", "' OR 1=1", "x" * 500])
def test_a_wrong_number_finds_nothing(client: Client, library: None, number: str) -> None:
    answer = client.get("/progress/", {"number": number})
    assert answer.status_code == 404
    assert "没有找到这个办件编号" in answer.content.decode()


def test_one_item_is_withdrawn_and_the_rest_go_on(his: Client, hers: Client, case: str) -> None:
    submission = on_review()
    cases.approved(submission, "E1")
    address = f"{case}items/E2/withdraw/"
    page = his.get(address).content.decode()
    assert "银行预约开户" in page  # E6 waits for E2
    assert hers.post(address).status_code == 404
    assert his.post(address)["Location"] == case
    assert cases.item(submission, "E2").status == "withdrawn"
    assert cases.item(submission, "E6").status == "cancelled"
    assert cases.item(submission, "E3").status == "queued"
    assert his.post(address)["Location"] == case
    assert his.get(f"{case}items/E9/withdraw/").status_code == 404


def test_what_is_decided_can_be_had_before_the_rest(his: Client, hers: Client, case: str) -> None:
    submission = on_review()
    assert not his.get(case).context["may_ask"]
    cases.approved(submission, "E1")
    assert his.get(case).context["may_ask"]
    assert hers.post(f"{case}results/ask/").status_code == 404
    assert his.get(f"{case}results/ask/").status_code == 405
    assert his.post(f"{case}results/ask/")["Location"] == case
    issue(submission.pk)
    licence = his.get(f"{case}results/E1.pdf")
    assert b"".join(licence.streaming_content).startswith(b"%PDF")


def test_numbers_are_not_tried_one_after_the_other(
    library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(REMOTE_ADDR="203.0.113.9")
    monkeypatch.setattr(views, "PER_MINUTE", 3)
    asked = [client.get("/progress/", {"number": "YJS"}).status_code for _ in range(8)]
    assert set(asked[:3]) == {404}
    assert 429 in asked
    assert client.get("/progress/").status_code == 200
