"""The page must be enough for a stranger: complete, true, and made of nothing from outside."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import get_resolver
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from bundles.catalogue import versions
from portal.api.decision_examples import APPROVALS
from portal.api.problems import KINDS
from portal.api.schema import document
from tests import cases
from tests.api.calls import problem

pytestmark = pytest.mark.django_db

VERBS = {
    *("claim", "release", "approve", "reject", "not-accept"),
    *("request-correction", "suspend", "resume", "order-material"),
}


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (address, method, operation)
        for address, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]


def test_it_is_a_valid_openapi_document() -> None:
    told = Client().get("/api/v1/schema/").json()
    assert told["openapi"].startswith("3.1")
    validate_schema(told)


def test_every_address_of_the_door_is_in_it() -> None:
    named = {
        re.sub(r"<[a-z_0-9]+:(\w+)>", r"{\1}", address)
        for address in addresses(get_resolver("portal.api.urls"), "/api/")
    }
    undescribed = {"/api/v1/docs/", "/api/v1/"}
    assert named - undescribed == set(document()["paths"])


def addresses(resolver: Any, prefix: str) -> list[str]:
    found: list[str] = []
    for each in resolver.url_patterns:
        address = prefix + str(each.pattern)
        found += addresses(each, address) if hasattr(each, "url_patterns") else [address]
    return found


def test_every_operation_says_what_it_does_and_how_it_may_be_refused() -> None:
    for address, _method, operation in operations():
        assert operation["summary"], address
        assert operation["description"], address
        assert "200" in operation["responses"], address
        for status in ("405", "429", "500", "503"):
            assert status in operation["responses"], (address, status)
        for status, response in operation["responses"].items():
            assert response["description"], (address, status)
            if status != "200":
                assert set(response["content"]) == {"application/problem+json"}, (address, status)
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (address, parameter["name"])
        if operation.get("security"):
            assert {"401", "403"} <= set(operation["responses"])


def test_every_verb_asks_for_a_version_and_shows_an_example() -> None:
    for verb in VERBS:
        operation = document()["paths"][f"/api/v1/work-items/{{number}}/{verb}/"]["post"]
        headers = {each["name"]: each for each in operation["parameters"] if each["in"] == "header"}
        assert headers["If-Match"]["required"]
        assert "Idempotency-Key" in headers
        assert {"400", "404", "409", "412", "413", "415", "422", "428"} <= set(
            operation["responses"]
        )
        assert "ETag" in operation["responses"]["200"]["headers"]
        assert operation["requestBody"]["content"]["application/json"]["examples"]


def test_every_field_is_described() -> None:
    for name, schema in document()["components"]["schemas"].items():
        for field, each in schema.get("properties", {}).items():
            if name != "Words":
                assert each.get("description") or "$ref" in each, (name, field)


def test_every_problem_code_is_explained_and_used_somewhere() -> None:
    guide = document()["info"]["description"]
    text = str(document()["paths"])
    for code in KINDS:
        assert f"`{code}`" in guide
        assert f"`{code}`" in text, code


def test_the_examples_of_an_approval_satisfy_the_schemas_of_the_items() -> None:
    version = versions.version(cases.six_in_one().pk)
    assert {name.partition(" ")[0] for name in APPROVALS} == {item.key for item in version.items}
    for name, body in APPROVALS.items():
        schema = dict(version.item(name.partition(" ")[0]).result.result_schema)
        assert not list(Draft202012Validator(schema).iter_errors(body["result"])), name


def test_the_page_fetches_nothing_from_outside() -> None:
    client = Client()
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    text = page.content.decode()
    script = re.findall(r'<script src="([^"]+)"', text)
    sources = [*script, *re.findall(r'<link [^>]*href="([^"]+)"', text)]
    assert len(script) == 3
    assert all(source.startswith("/") for source in sources)
    for source in sources:
        if source.startswith("/static/"):
            path, _sep, _version = source.removeprefix("/static/").partition("?")
            assert finders.find(path), source
    started = client.get(script[-1].replace("&amp;", "&"))
    assert started["Content-Type"] == "application/javascript"
    assert "/api/v1/schema/" in started.content.decode()
    assert '"validatorUrl": null' in started.content.decode()
    assert not re.search(r"https?://(?!testserver)", text + started.content.decode())


def test_the_page_and_the_document_need_no_key_but_the_right_method() -> None:
    client = Client()
    for address in ("/api/v1/docs/", "/api/v1/schema/", "/api/v1/problems/"):
        assert client.get(address).status_code == 200
        problem(client.post(address), 405, "method_not_allowed")
