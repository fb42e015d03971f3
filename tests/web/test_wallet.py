"""The wallet: my certificates, whether they hold, and the code others can check."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bundles.casework.models import Submission
from bundles.issuance.models import Certificate
from bundles.issuance.services.issue import issue
from portal.accounts.models import User
from portal.web.wallet import SOON, shown_code
from tests import cases


@pytest.fixture
def issued(wang: User) -> Submission:
    assert wang.applicant is not None
    submission = cases.decided(cases.in_review(cases.filed(wang.applicant)))
    issue(submission.pk)
    return cases.fresh(submission)


def certificate(submission: Submission, key: str = "E1") -> Certificate:
    return Certificate.objects.get(work_item__submission=submission, work_item__key=key)


def test_what_was_issued_is_in_the_wallet_and_in_no_other(
    his: Client, hers: Client, issued: Submission
) -> None:
    assert [card.item.key for card in his.get("/wallet/").context["cards"]] == [
        "E1", "E2", "E3", "E4", "E5", "E6",
    ]  # fmt: skip
    page = hers.get("/wallet/")
    assert page.context["cards"] == []
    assert "还没有证照" in page.content.decode()


def test_the_wallet_asks_a_fixed_number_of_queries(
    his: Client, issued: Submission, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(10):
        his.get("/wallet/")


@pytest.mark.parametrize(
    ("changed", "standing", "said"),
    [
        ({"valid_until": None}, "valid", "有效"),
        ({"valid_until": timedelta(0)}, "soon", "到期，请提前办理延续"),
        ({"valid_until": SOON}, "soon", "快到期"),
        ({"valid_until": SOON + timedelta(days=1)}, "valid", "有效"),
        ({"valid_until": timedelta(days=-1)}, "expired", "已经过期，不能再使用"),
        ({"revoked_at": timezone.now()}, "revoked", "被撤销，不能再使用"),
    ],
)
def test_a_certificate_says_whether_it_holds(
    his: Client, issued: Submission, changed: dict[str, Any], standing: str, said: str
) -> None:
    values = {
        name: timezone.localdate() + value if isinstance(value, timedelta) else value
        for name, value in changed.items()
    }
    Certificate.objects.filter(pk=certificate(issued).pk).update(**values)
    page = his.get(f"/wallet/{issued.token}/E1/")
    assert page.context["card"].standing == standing
    assert said in page.content.decode()


def test_the_code_is_the_one_of_the_paper_and_drawn_without_style(
    his: Client, issued: Submission
) -> None:
    found = Certificate.objects.select_related("work_item__submission").get(
        pk=certificate(issued).pk
    )
    link, drawing = shown_code(found)
    assert "/V/" in link
    assert "style=" not in drawing
    assert drawing in his.get(f"/wallet/{issued.token}/E1/").content.decode()


def test_only_its_holder_opens_a_certificate(
    his: Client, hers: Client, client: Client, official: Client, issued: Submission
) -> None:
    address = f"/wallet/{issued.token}/E1/"
    assert his.get(address).status_code == 200
    assert hers.get(address).status_code == 404
    assert official.get(address).status_code == 403
    assert client.get(address).status_code == 302
    assert his.get(f"/wallet/{issued.token}/E9/").status_code == 404
    assert his.post(address).status_code == 405


def test_what_is_not_issued_yet_is_not_in_it(his: Client, wang: User) -> None:
    assert wang.applicant is not None
    submission = cases.in_review(cases.filed(wang.applicant))
    cases.approved(submission, "E1")
    assert his.get("/wallet/").context["cards"] == []
    assert his.get(f"/wallet/{submission.token}/E1/").status_code == 404
