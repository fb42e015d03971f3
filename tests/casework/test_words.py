"""What goes on paper is refused while somebody can still mend it (T23, T29)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from applicants.models import Applicant
from bundles.casework import services
from bundles.casework.exceptions import NotForPaper, ResultInvalid
from bundles.casework.models import Event
from bundles.casework.selectors.review import review_hash
from bundles.casework.services import Defect
from portal.demo.company import Company
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]

RARE = "请补充ᠮ的证明。"
NUMBERED = "身份证152531199003072518与本人不符。"
COMPANY = Company(seed=7, today=cases.TODAY)


def returned(text: str) -> None:
    submission = cases.filed()
    services.return_for_correction(
        submission.pk,
        seen=submission.revision,
        defects=[Defect("material:M08", text)],
        by=cases.clerk(),
    )


def refused(text: str) -> None:
    submission = cases.filed()
    services.refuse(submission.pk, seen=submission.revision, reasons=text, by=cases.clerk())


def asked(text: str) -> None:
    item = cases.claimed(cases.in_review(), "E1")
    defects = [Defect("material:M08", text)]
    services.request_correction(
        item.pk, seen=item.revision, defects=defects, by=cases.reviewer(item)
    )


def rejected(text: str) -> None:
    cases.rejected(cases.in_review(), "E1", grounds=text)


@pytest.mark.parametrize("verb", [returned, refused, asked, rejected])
@pytest.mark.parametrize(("text", "named"), [(RARE, "U+182E"), (NUMBERED, "身份证件号码")])
def test_words_no_letter_can_carry_are_refused_before_they_are_kept(
    verb: Callable[[str], None], text: str, named: str
) -> None:
    with pytest.raises(NotForPaper) as said:
        verb(text)
    assert named in str(said.value)
    assert "152531199003072518" not in str(said.value)
    assert not Event.objects.filter(kind__regex="correction|refused|rejected").exists()


@pytest.mark.parametrize("verb", [returned, refused, asked, rejected])
def test_ordinary_words_are_kept_rare_but_printable_ones_too(verb: Callable[[str], None]) -> None:
    verb("请补充龘、㐂二人的签名；\n第二页缺失。")
    assert Event.objects.filter(kind__regex="correction|refused|rejected").exists()


def test_a_result_no_certificate_can_carry_is_refused_by_name() -> None:
    item = cases.claimed(cases.in_review(), "E1")
    result = COMPANY.result("E1") | {"name": "乌拉盖ᠮ有限公司"}
    with pytest.raises(ResultInvalid) as said:
        services.approve(item.pk, seen=item.revision, result=result, by=cases.reviewer(item))
    (problem,) = said.value.problems
    assert (problem.path, problem.code) == ("result.name", "unprintable")
    assert "U+182E" in str(problem.message)


def test_an_applicant_whose_name_no_paper_can_carry_learns_so_before_handing_in() -> None:
    submission = cases.draft()
    applicant = Applicant.objects.get(pk=submission.applicant_id)
    applicant.name = "敖登ᠮ"
    applicant.save()
    with pytest.raises(NotForPaper):
        services.apply(submission.pk, reviewed=review_hash(submission), by=cases.own(submission))
    assert cases.fresh(submission).number is None
