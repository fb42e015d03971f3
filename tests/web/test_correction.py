import pytest
from django.test import Client

from bundles.casework import services
from bundles.casework.models import HandedMaterial, Submission
from bundles.casework.services import Defect
from tests import cases
from tests.web.company import SINGLE, filed, pdf, sign_all

NAME = Defect("field:company_name.trade_name", "字号与本地已登记企业重名，请换一个。")
LEASE = Defect("material:M08", "租赁合同缺最后一页。")
SCOPE = Defect("field:scope.text", "第三项不是规范表述。")


def the_case() -> Submission:
    return Submission.objects.get()


@pytest.fixture
def returned(his: Client) -> str:
    """The window has sent the case back once, naming two defects."""
    case = filed(his)
    submission = the_case()
    services.return_for_correction(
        submission.pk, seen=submission.revision, defects=[NAME, LEASE], by=cases.clerk()
    )
    return case


@pytest.fixture
def item_returned(his: Client) -> str:
    """The department of E1 has asked about the scope; the case goes on."""
    case = filed(his)
    submission = the_case()
    services.accept(submission.pk, seen=submission.revision, by=cases.clerk())
    services.fan_out(submission.pk)
    work_item = cases.claimed(submission, "E1")
    services.request_correction(
        work_item.pk, seen=work_item.revision, defects=[SCOPE], by=cases.reviewer(work_item)
    )
    return case


def send(client: Client, case: str, **changed: object) -> object:
    page = client.get(f"{case}correction/")
    (asked,) = page.context["requests"]
    form = {"correction": asked[0].pk, "reviewed": page.context["reviewed"]}
    return client.post(f"{case}correction/", form | changed)


def test_every_defect_stands_beside_what_it_is_about(his: Client, returned: str) -> None:
    assert NAME.text in his.get(returned).content.decode()
    page = his.get(f"{returned}correction/").content.decode()
    for shown in (NAME.text, LEASE.text, "公司名称：字号", "牧歌", "M08.pdf"):
        assert shown in page


def test_only_what_was_asked_can_be_changed(his: Client, returned: str) -> None:
    page = his.get(f"{returned}form/company_name/").content.decode()
    assert 'name="trade_name"' in page
    assert 'name="region"' not in page
    his.post(f"{returned}form/company_name/", {"trade_name": "新牧歌", "region": "北京"})
    values = the_case().answers["blocks"]["company_name"]
    assert (values["trade_name"], values["region"]) == ("新牧歌", "乌拉盖")
    assert his.get(f"{returned}form/capital/").status_code == 404
    assert his.get(f"{returned}form/questions/").status_code == 404
    assert his.post(f"{returned}materials/M07/", {"file": pdf("x.pdf")}).status_code == 404


def test_a_wrong_correction_is_kept_and_told(his: Client, returned: str) -> None:
    answer = his.post(f"{returned}form/company_name/", {"trade_name": "x"})
    assert answer.status_code == 422
    assert "2 至 20 个汉字" in answer.content.decode()
    answer = send(his, returned)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert the_case().status == "correction"


def test_the_corrected_case_goes_back_to_the_window(his: Client, returned: str) -> None:
    answer = his.post(f"{returned}form/company_name/", {"trade_name": "新牧歌"})
    assert answer["Location"] == f"{returned}correction/"
    his.post(f"{returned}materials/M08/", {"file": pdf("合同全本.pdf")})
    assert send(his, returned)["Location"] == f"{returned}signatures/"  # type: ignore[index]
    sign_all(his, returned)
    assert send(his, returned)["Location"] == returned  # type: ignore[index]
    submission = the_case()
    assert submission.status == "submitted"
    assert submission.filings.count() == 2
    assert HandedMaterial.objects.filter(material_key="M08", superseded_at=None).count() == 2


def test_answering_twice_is_once(his: Client, returned: str) -> None:
    page = his.get(f"{returned}correction/")
    ((asked, *_rest),) = page.context["requests"]
    form = {"correction": asked.pk, "reviewed": page.context["reviewed"]}
    form |= {"unchanged": "yes", "because": "字号没有重名。"}
    for _click in range(2):
        assert his.post(f"{returned}correction/", form)["Location"] == returned
    assert the_case().filings.count() == 2


def test_a_change_after_the_review_shows_it_again(his: Client, returned: str) -> None:
    page = his.get(f"{returned}correction/")
    his.post(f"{returned}form/company_name/", {"trade_name": "新牧歌"})
    answer = send(his, returned, reviewed=page.context["reviewed"])
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert the_case().status == "correction"


def test_one_item_is_corrected_while_the_case_goes_on(his: Client, item_returned: str) -> None:
    page = his.get(f"{item_returned}correction/").content.decode()
    assert SCOPE.text in page
    assert "由乌拉盖管理区市场监督管理局提出" in page
    changed = SINGLE["scope"]["text"].replace("畜牧渔业饲料销售", "饲料销售")
    his.post(f"{item_returned}form/scope/", {"text": changed})
    send(his, item_returned)
    sign_all(his, item_returned)
    send(his, item_returned)
    assert cases.item(the_case(), "E1").status == "claimed"
    assert the_case().status == "in_review"


def test_nobody_else_corrects(his: Client, hers: Client, client: Client, returned: str) -> None:
    assert hers.get(f"{returned}correction/").status_code == 404
    assert hers.post(f"{returned}form/company_name/", {"trade_name": "别人"}).status_code == 404
    assert client.get(f"{returned}correction/").status_code == 302
    assert the_case().answers["blocks"]["company_name"]["trade_name"] == "牧歌"


def test_an_invented_request_is_404(his: Client, returned: str) -> None:
    answer = his.post(f"{returned}correction/", {"correction": "\0", "reviewed": ""})
    assert answer.status_code == 404


def test_a_case_nobody_asked_about_has_nothing_to_correct(his: Client) -> None:
    case = filed(his)
    assert his.get(f"{case}correction/")["Location"] == case


def test_nothing_changed_is_not_handed_in_without_a_word_why(his: Client, returned: str) -> None:
    answer = send(his, returned)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "内容和上次提交的一样" in answer.content.decode()  # type: ignore[attr-defined]
    answer = send(his, returned, unchanged="yes", because=" ")
    assert "请写一句为什么不用修改" in answer.content.decode()  # type: ignore[attr-defined]
    assert the_case().status == "correction"
    send(his, returned, unchanged="yes", because="这个字号没有重名，已在名称库查过。")
    assert the_case().status == "submitted"
    assert "名称库" in the_case().corrections.get().unchanged_because


def test_what_was_changed_is_shown_before_and_after(his: Client, returned: str) -> None:
    his.post(f"{returned}form/company_name/", {"trade_name": "新牧歌"})
    page = his.get(f"{returned}correction/").content.decode()
    assert "<del>牧歌</del> → <ins>新牧歌</ins>" in page
    assert "觉得不用改" not in page


@pytest.fixture
def row_returned(his: Client) -> str:
    case = filed(his)
    submission = the_case()
    services.return_for_correction(
        submission.pk,
        seen=submission.revision,
        defects=[Defect("field:shareholders.1.phone", "这个号码打不通。")],
        by=cases.clerk(),
    )
    return case


def test_one_field_of_one_row_is_opened_and_no_other(his: Client, row_returned: str) -> None:
    page = his.get(f"{row_returned}correction/").content.decode()
    assert "股东 2：手机号码" in page
    rows = f"{row_returned}form/shareholders/"
    shown = his.get(f"{rows}1/").content.decode()
    assert "这个号码打不通" in shown
    assert 'name="phone"' in shown
    assert 'name="amount"' not in shown
    his.post(f"{rows}1/", {"phone": "13900001111", "amount": "1", "name": "别人"})
    before, after = the_case().answers["blocks"]["shareholders"]
    assert (after["phone"], after["amount"], after["name"]) == ("13900001111", "400000.00", "李娜")
    assert before["phone"] == "13847912345"
    assert his.get(f"{rows}0/").status_code == 404
    assert his.get(f"{rows}add/").status_code == 404
    assert his.post(f"{rows}0/remove/", {"row-id": before["#"]}).status_code == 404
