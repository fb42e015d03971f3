from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import Any

import pytest

from applicants.documents import record_scan
from applicants.models import Document
from bundles.casework.models import HandedMaterial, WorkItem
from portal.accounts.models import Scope
from tests import cases
from tests.api.calls import System, problem, system_of

pytestmark = pytest.mark.django_db


def address(item: WorkItem, sha256: str) -> str:
    return f"work-items/{item.number}/materials/{sha256}/"


def handed(item: WorkItem, key: str) -> HandedMaterial:
    return HandedMaterial.objects.get(submission=item.submission, material_key=key)


def test_every_file_of_the_detail_can_be_had_at_its_address() -> None:
    item = cases.item(cases.in_review(), "E1")
    system = system_of(item)
    materials = system.get(f"work-items/{item.number}/").json()["materials"]
    assert len(materials) == 4
    for material in materials:
        response = system.get(material["url"])
        content = b"".join(response.streaming_content)
        assert response.status_code == 200
        assert hashlib.sha256(content).hexdigest() == material["sha256"]
        assert len(content) == material["size"] == int(response["Content-Length"])


def test_it_comes_as_a_download_that_no_browser_will_interpret() -> None:
    item = cases.item(cases.in_review(), "E1")
    file = handed(item, "M09")
    response = system_of(item).get(address(item, file.sha256))
    response.close()
    digest = b64encode(bytes.fromhex(file.sha256)).decode()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="M09-{file.sha256[:12]}.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Repr-Digest"] == f"sha-256=:{digest}:"
    assert response["Cache-Control"] == "no-store"
    assert "sandbox" in response["Content-Security-Policy"]


def test_what_the_item_does_not_declare_is_not_found() -> None:
    submission = cases.in_review()
    seal = cases.item(submission, "E2")
    articles = handed(seal, "M07")
    problem(system_of(seal).get(address(seal, articles.sha256)), 404, "not_found")
    shared = handed(seal, "M09")
    response = system_of(seal).get(address(seal, shared.sha256))
    response.close()
    assert response.status_code == 200


def test_another_departments_and_another_cases_files_are_not_found() -> None:
    item = cases.item(cases.in_review(), "E1")
    other = cases.item(cases.in_review(), "E1")
    file = handed(item, "M09")
    problem(System("wlg-zwfw").get(address(item, file.sha256)), 404, "not_found")
    problem(system_of(other).get(address(other, file.sha256)), 404, "not_found")
    problem(system_of(item).get(address(item, "0" * 64)), 404, "not_found")
    problem(system_of(item).get(address(item, "nonsense")), 404, "not_found")


def test_it_needs_a_scope_of_its_own() -> None:
    item = cases.item(cases.in_review(), "E1")
    reader = system_of(item, [Scope.READ, Scope.DECIDE])
    told = problem(reader.get(address(item, handed(item, "M09").sha256)), 403, "scope_missing")
    assert "materials:read" in told["detail"]


def test_without_a_key_and_by_another_method_it_is_refused() -> None:
    item = cases.item(cases.in_review(), "E1")
    system, where = system_of(item), address(item, handed(item, "M09").sha256)
    problem(system.post(where, {}), 405, "method_not_allowed")
    system.text = ""
    problem(system.get(where), 401, "key_missing")


def test_a_file_the_scanner_refused_is_not_given_out() -> None:
    item = cases.item(cases.in_review(), "E1")
    file = handed(item, "M09")
    record_scan(file.sha256, clean=False)
    told = problem(system_of(item).get(address(item, file.sha256)), 409, "not_safe")
    assert "安全检查" in told["detail"]


def test_a_file_that_cannot_be_read_is_said_to_be_away(settings: Any, tmp_path: Any) -> None:
    item = cases.item(cases.in_review(), "E1")
    file = handed(item, "M09")
    settings.STORAGES = settings.STORAGES | {
        "vault": {"BACKEND": "portal.storage.SealedStorage", "OPTIONS": {"location": tmp_path}}
    }
    response = system_of(item).get(address(item, file.sha256))
    problem(response, 503, "material_unavailable")
    assert response["Retry-After"] == "60"
    assert Document.objects.filter(sha256=file.sha256).exists()
