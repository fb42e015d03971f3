"""A published version: self-contained, hashed, frozen, and given again for the same document."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
import rfc8785
from django.db import IntegrityError, InternalError, connection, transaction

from bundles.catalogue import versions
from bundles.catalogue.findings import BundleFaulty
from bundles.catalogue.models import BundleVersion, VersionStatus
from bundles.catalogue.plan import plan
from bundles.catalogue.publishing import publish
from departments.limits import Limit
from departments.models import Department, Division, Requirement, ServiceItem
from departments.selectors import calendar_for
from tests.catalogue.library import (
    COMPANY_OPENING,
    WULAGAI,
    definition,
    publish_company_opening,
    publish_six_independent,
)

pytestmark = pytest.mark.usefixtures("departments", "clean_cache")


@pytest.fixture
def clean_cache() -> None:
    versions.forget()


def test_the_same_document_gives_the_same_version() -> None:
    first, second = publish_company_opening(), publish_company_opening()
    assert first.pk == second.pk
    assert BundleVersion.objects.filter(bundle=first.bundle, division=WULAGAI).count() == 1


def test_the_hash_is_that_of_the_canonical_document() -> None:
    row = publish_company_opening()
    row = BundleVersion.objects.get(pk=row.pk)
    assert row.sha256 == hashlib.sha256(rfc8785.dumps(row.document)).hexdigest()


def test_a_change_makes_a_new_version_and_retires_the_old() -> None:
    old = publish_company_opening()
    ServiceItem.objects.filter(key="E2").update(promised=Limit.working(1))
    new = publish_company_opening()
    assert (new.number, new.pk) != (old.number, old.pk)
    assert versions.current("company-opening", WULAGAI).pk == new.pk
    old.refresh_from_db(fields=["status"])
    assert old.status == VersionStatus.RETIRED


def test_going_back_to_an_old_document_gives_the_old_version() -> None:
    old = publish_company_opening()
    before = ServiceItem.objects.get(key="E2", decided_by__division=WULAGAI).promised
    ServiceItem.objects.filter(key="E2").update(promised=Limit.working(1))
    publish_company_opening()
    ServiceItem.objects.filter(key="E2").update(promised=before)
    again = publish_company_opening()
    assert again.pk == old.pk
    assert versions.current("company-opening", WULAGAI).pk == old.pk


def test_a_version_outlives_every_change_of_the_departments() -> None:
    row = publish_company_opening()
    frozen = versions.version(row.pk)
    Department.objects.update(name="改了名")
    Requirement.objects.all().delete()
    ServiceItem.objects.update(legal=Limit.working(99), result_schema={})
    versions.forget()
    again = versions.version(row.pk)
    assert again == frozen
    assert again.item("E1").department.name.zh == "乌拉盖管理区市场监督管理局"
    assert again.item("E1").result.schema["required"]
    planned = plan(again, {}, on=date(2026, 11, 23), calendar=calendar_for(WULAGAI))
    assert len(planned.items) == 6


def test_reading_a_version_again_asks_the_database_nothing(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    row = publish_company_opening()
    first = versions.version(row.pk)
    assert (first.id, first.number) == (row.pk, row.number)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert versions.version(row.pk) is first


def test_lists_do_not_read_documents(django_assert_num_queries: pytest.FixtureRequest) -> None:
    publish_company_opening()
    publish_six_independent()
    with django_assert_num_queries(1):  # type: ignore[operator]
        listed = [(row.bundle.code, row.division.name) for row in versions.offered(WULAGAI)]
    assert len(listed) == 2
    assert all("document" in row.get_deferred_fields() for row in versions.offered())


@pytest.mark.parametrize(
    "column",
    [
        "document = '{}'::jsonb",
        "sha256 = ''",
        "number = 9",
        "published_at = now() - '1 day'::interval",
    ],
)
def test_postgresql_refuses_to_change_a_published_version(column: str) -> None:
    row = publish_company_opening()
    with (
        pytest.raises(InternalError, match="Cannot update"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE catalogue_bundleversion SET {column} WHERE id = %s", [row.pk])


def test_postgresql_refuses_to_delete_a_version() -> None:
    row = publish_company_opening()
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        row.delete()


def test_only_one_version_is_offered_in_a_place() -> None:
    row = publish_company_opening()
    with pytest.raises(IntegrityError), transaction.atomic():
        BundleVersion.objects.create(
            bundle=row.bundle,
            division=row.division,
            number=2,
            document={},
            sha256="0" * 64,
            published_at=row.published_at,
        )


def test_a_place_that_lacks_an_item_is_told_which() -> None:
    duolun = Division.objects.get(code="152531000000")
    ServiceItem.objects.filter(key="E5", decided_by__division=duolun).delete()
    with pytest.raises(BundleFaulty) as raised:
        publish(definition(COMPANY_OPENING), duolun)
    (finding,) = raised.value.findings
    assert finding.place == ("items", 4, "key")
    assert "E5" in finding.problem
    assert not BundleVersion.objects.filter(division=duolun).exists()


def test_an_unknown_version_is_said_to_be_unknown() -> None:
    with pytest.raises(versions.VersionUnknown):
        versions.version(0)
    with pytest.raises(versions.VersionUnknown):
        versions.current("company-opening", "150100000000")
