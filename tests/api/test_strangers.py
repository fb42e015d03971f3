"""Every address of a work item, asked by every department but its own (T14)."""

from __future__ import annotations

import pytest

from departments.models import Department
from portal.api.schema import document
from tests import cases
from tests.api.calls import System, problem

pytestmark = pytest.mark.django_db


def test_no_address_of_a_work_item_answers_anybody_elses_key() -> None:
    submission = cases.in_review()
    cases.approved(submission, "E1")
    item = cases.item(submission, "E2")
    sha256 = submission.handed_materials.get(material_key="M09").sha256
    asked = [
        (method, address.format(number=item.number, sha256=sha256))
        for address, methods in document()["paths"].items()
        for method in methods
        if "{number}" in address
    ]
    assert len(asked) == 21
    for department in Department.objects.exclude(code="wlg-gaj"):
        stranger = System(department.code)
        for method, address in asked:
            if method == "get":
                response = stranger.get(address)
            else:
                response = stranger.post(address, {"officer": "WLG-GA-01"}, if_match='"1"')
            problem(response, 404, "not_found")
        for query in (f"case_number={submission.number}&key=E2", "claimed_by=WLG-GA-01"):
            assert stranger.get(f"work-items/?{query}").json()["results"] == []
    assert System("wlg-gaj").get(f"work-items/{item.number}/").status_code == 200
