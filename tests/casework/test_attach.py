"""How many files fit, counted under the lock; what the scanner refused is never filed."""

from __future__ import annotations

import io
import threading

import pytest
from django.db import connection

from applicants import documents
from applicants.models import Document
from bundles.casework import services
from bundles.casework.exceptions import (
    MaterialUnsafe,
    OneFileOnly,
    TooManyFiles,
    TooMuchAltogether,
)
from bundles.casework.models import Submission
from bundles.casework.selectors.review import review_hash
from bundles.casework.services.attach import attach
from tests import cases


@pytest.fixture
def draft(library: None) -> Submission:
    return cases.draft()


def a_file(draft: Submission) -> Document:
    by = cases.own(draft)
    return documents.store(draft.applicant, io.BytesIO(cases.a_pdf()), name="合同.pdf", by=by)


def hand_in(draft: Submission, key: str) -> None:
    attach(draft.pk, material_key=key, document=a_file(draft), by=cases.own(draft))


def test_a_material_takes_as_many_files_as_the_definition_says(draft: Submission) -> None:
    for _file in range(9):
        hand_in(draft, "M08")
    with pytest.raises(TooManyFiles, match="10"):
        hand_in(draft, "M08")
    with pytest.raises(OneFileOnly):
        hand_in(draft, "M07")


def test_the_same_file_again_fits_also_where_it_is_full(draft: Submission) -> None:
    there = draft.handed_materials.get(material_key="M07")
    again = attach(draft.pk, material_key="M07", document=there.document, by=cases.own(draft))
    assert again == there


def test_the_files_of_a_case_have_a_sum(draft: Submission, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(attach.__globals__, "MOST_BYTES", 100)
    with pytest.raises(TooMuchAltogether):
        hand_in(draft, "M08")


def test_what_the_scanner_refused_is_not_filed(draft: Submission) -> None:
    documents.record_scan(draft.handed_materials.all()[0].sha256, clean=False)
    with pytest.raises(MaterialUnsafe):
        services.apply(draft.pk, reviewed=review_hash(draft), by=cases.own(draft))


@pytest.mark.django_db(transaction=True)
def test_of_two_files_at_once_for_one_place_one_is_kept(library: None) -> None:
    draft = cases.draft()
    draft.handed_materials.filter(material_key="M07").delete()
    files, ready, refused = [a_file(draft) for _file in range(3)], threading.Barrier(3), []

    def put(document: Document) -> None:
        ready.wait()
        try:
            attach(draft.pk, material_key="M07", document=document, by=cases.own(draft))
        except OneFileOnly as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=put, args=[one]) for one in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert draft.handed_materials.filter(material_key="M07").count() == 1
    assert len(refused) == 2
