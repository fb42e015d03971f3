"""What came from an offline desk stands on the desk of its hall until it is handed in."""

from __future__ import annotations

from bundles.casework import services
from bundles.casework.models import Submission
from bundles.casework.selectors.review import review_hash
from tests import cases
from tests.console.offline.desk import PERSON, Desk
from tests.console.seats import Seat, text_of


def test_it_stands_on_the_desk_of_its_hall_and_leads_to_the_intake_page(
    batu: Seat, xiulan: Seat, elsewhere: Seat
) -> None:
    desk = Desk(batu)
    (token,) = desk.reserve()
    address = desk.bring(token).json()["address"]
    shown = text_of(batu.get(""))
    assert "断网收件，待补全" in shown
    assert desk.numbers[token] in shown
    assert PERSON["name"] not in shown
    assert desk.numbers[token] in text_of(xiulan.get(""))
    assert desk.numbers[token] not in text_of(elsewhere.get(""))
    page = batu.client.get(address)
    assert page.status_code == 200
    assert "草原晨光" in page.content.decode()


def test_it_stands_there_once_and_not_among_what_was_begun_at_the_counter(batu: Seat) -> None:
    desk = Desk(batu)
    (token,) = desk.reserve()
    desk.bring(token)
    assert text_of(batu.get("")).count("王*明") == 1
    Submission.objects.update(status="withdrawn")
    assert desk.numbers[token] not in text_of(batu.get(""))


def test_what_is_to_be_looked_at_is_told(batu: Seat) -> None:
    desk = Desk(batu)
    desk.bring(desk.reserve()[0])
    other = desk.bring(desk.reserve()[0], person={**PERSON, "name": "王小明"}, received_at=None)
    assert any("核对申请人的身份证件" in one for one in other.json()["to_mend"])
    shown = text_of(batu.get(""))
    assert "核对申请人的身份证件" in shown
    assert "已按同步的时间计算收件" in shown


def test_taken_back_it_is_a_draft_like_the_others_of_the_counter(batu: Seat) -> None:
    desk = Desk(batu)
    (token,) = desk.reserve()
    desk.bring(token)
    case = handed_in(Submission.objects.get())
    services.take_back(case.pk, by=cases.own(case))
    shown = batu.get("")
    assert shown.status_code == 200
    assert "断网收件，待补全" not in text_of(shown)
    assert "未完成的收件" in text_of(shown)
    assert f"/console/intake/{token}/resume/" in shown.content.decode()
    assert desk.bring(token).json()["number"] == desk.numbers[token]


def handed_in(draft: Submission) -> Submission:
    """The applicant has filled in the rest at home and signed."""
    ready, by = cases.draft(draft.applicant), cases.own(draft)
    answers = ready.answers
    services.save_answers(draft.pk, block="questions", values=answers["questions"], by=by)
    for block, values in answers["blocks"].items():
        services.save_answers(draft.pk, block=block, values=values, by=by)
    for handed in ready.handed_materials.all():
        services.attach(draft.pk, material_key=handed.material_key, document=handed.document, by=by)
    signed = cases.signed(cases.fresh(draft))
    return services.apply(signed.pk, reviewed=review_hash(signed), by=by)
