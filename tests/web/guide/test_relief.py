"""Relief in figures: computed, bounded by real scenarios, and silent about single cases."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from bundles.casework.models import Submission
from bundles.casework.selectors.relief import FEWEST, real_figures
from bundles.catalogue.figures import Figures
from bundles.catalogue.plan import plan
from departments.calendar import SHANGHAI, Calendar
from departments.selectors import calendar_for
from portal.web.guide import relief
from portal.web.views.front import number
from tests import cases
from tests.web.company import BUNDLE, DIVISION

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture(autouse=True)
def counted_anew() -> None:
    relief.forget()


def test_the_ordinary_case_is_the_plan_with_every_question_as_usual(client: Client) -> None:
    scenarios = client.get(f"/bundles/{DIVISION}/{BUNDLE}/relief/").context["scenarios"]
    least, ordinary, most = (one.plan.after.materials for one in scenarios)
    assert least <= ordinary <= most
    assert least < most


def test_the_extremes_are_scenarios_of_the_bundle(client: Client) -> None:
    page = client.get(f"/bundles/{DIVISION}/{BUNDLE}/relief/")
    version = page.context["version"]
    for one in page.context["scenarios"]:
        answers = {question.key: question.default for question in one.plan.questions}
        if one.key == "ordinary":
            again = plan(
                version, {"questions": answers}, on=one.plan.on, calendar=calendar_for(DIVISION)
            )
            assert again.after == one.plan.after


def test_the_front_page_leads_to_the_figures_of_all_places(client: Client) -> None:
    assert 'href="/relief/"' in client.get("/").content.decode()
    page = client.get("/relief/").content.decode()
    assert "乌拉盖管理区" in page
    assert f"/bundles/{DIVISION}/{BUNDLE}/relief/" in page


def finish(number: int) -> None:
    """Drafts with the dates of finished cases: they took 1, 1, 2, 3 … working days."""
    version, wang = cases.six_in_one(), cases.an_applicant("王晓明")
    began = datetime(2026, 11, 16, 9, 0, tzinfo=SHANGHAI)
    for day in range(number):
        draft = cases.draft(wang)
        assert draft.version_id == version.pk
        Submission.objects.filter(pk=draft.pk).update(
            accepted_at=began, issued_at=began + timedelta(days=max(day - 1, 0), hours=9)
        )


def test_of_few_cases_nothing_is_told() -> None:
    finish(FEWEST - 1)
    assert real_figures(BUNDLE, DIVISION, Calendar()) is None


def test_of_enough_cases_the_medians_are_told() -> None:
    finish(FEWEST)
    found = real_figures(BUNDLE, DIVISION, Calendar())
    assert found is not None
    assert found.cases == FEWEST
    assert found.days == Decimal("2.0")
    assert found.materials == 4


def test_another_places_cases_do_not_count() -> None:
    finish(FEWEST)
    assert real_figures(BUNDLE, "152502000000", Calendar()) is None


def test_seventy_days_are_shown_as_seventy() -> None:
    spent = Figures(departments=7, materials=38, fields=98, visits=18, days=Decimal(70))
    assert number(spent, "days") == "70"
    assert number(replace(spent, days=Decimal("5.50")), "days") == "5.5"
