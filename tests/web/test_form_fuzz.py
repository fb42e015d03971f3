"""Anything at all is posted to every page of the form: never a 500, and each refusal says where.

Fields, rows, questions, hidden fields and ``then``, once, twice, missing, huge, binary, U+0000,
half a surrogate, right to left; and the same through the text of the address.
"""

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bundles.casework.models import Submission
from bundles.catalogue.versions import version
from tests.web.company import QUESTIONS, REPEATED, SINGLE, begin

NASTY = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789.,-/年月日万元Xx ０１２³²", max_size=24),
    st.sampled_from(
        [
            "",
            " ",
            "\0",
            "牧\0歌",
            "\u202e152531199003072518",
            "\ufeff",
            "１５２５３１１９９００３０７２５１８",
            "1e999",
            "-0",
            "NaN",
            "Infinity",
            "9" * 400,
            "九" * 6000,
            "yes",
            "<script>alert(1)</script>",
            "{{7*7}}",
            "%00",
            "2026-02-30",
            "0000-00-00",
            "152571000000",
            "152571101000",
            "100000000000",
            "\ud7ff\U0010ffff",
            "[]",
            "null",
        ]
    ),
)
THEN = st.sampled_from(
    ["on", "keep", "later", "look", "enter", "take-0-0", "take-9-9", "take-0--1", "take-²-0", "\0"]
)
OTHER = st.sampled_from(
    [
        "row-id",
        "was-name",
        "was-amount",
        "reviewed",
        "rows",
        "__proto__",
        "#",
        "then",
        "\0",
        "x" * 99,
    ]
)


def pages() -> list[str]:
    """Every page the form can have, with rows to change."""
    form = version(Submission.objects.get().version_id)
    found = ["questions/", *(f"questions/{one.key}/" for one in form.questions)]
    for block in form.blocks:
        found += [f"{block.key}/"]
        steps = [f"{page.key}/" for page in block.pages]
        if block.repeat is None:
            found += [f"{block.key}/{step}" for step in steps]
        else:
            found += [f"{block.key}/add/", f"{block.key}/0/", f"{block.key}/0/remove/"]
            found += [f"{block.key}/0/{step}" for step in steps]
    return found


def names() -> list[str]:
    form = version(Submission.objects.get().version_id)
    fields = {field.key for block in form.blocks for field in block.fields}
    return sorted(fields | {question.key for question in form.questions})


@pytest.fixture
def case(his: Client) -> str:
    case = begin(his)
    his.post(
        f"{case}form/questions/",
        QUESTIONS | {"shareholder_kind": "both", "special_invoices": "yes", "has_agent": "yes"},
    )
    for block, rows in REPEATED.items():
        his.post(f"{case}form/{block}/add/", rows[0] | {"row-id": "00000000"})
    return case


def complaint(answer: Any) -> str:
    """A refusal names the field and says what to do: as words in the page, or in the JSON."""
    if answer.headers["Content-Type"].startswith("application/json"):
        told = answer.json()
        assert all(message.endswith(("。", "?", "？")) for message in told["problems"].values()), (
            told
        )
        return ""
    return str(answer.content.decode())


def bodies(known: list[str]) -> st.SearchStrategy[dict[str, list[str]]]:
    return st.dictionaries(
        st.one_of(st.sampled_from(known), st.sampled_from(known).map("was-{}".format), OTHER),
        st.lists(NASTY, min_size=1, max_size=3),
        max_size=8,
    )


@pytest.mark.slow
def test_no_post_to_any_page_is_answered_with_a_fault(his: Client, case: str) -> None:
    places, known = pages(), names()
    assert len(places) > 50

    @settings(
        max_examples=160,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(places), bodies(known), THEN)
    def post(place: str, body: dict[str, list[str]], then: str) -> None:
        answer = his.post(f"{case}form/{place}", {"then": then, **body})
        assert answer.status_code in (200, 302, 404, 409, 422), (place, body, answer.status_code)
        if answer.status_code == 422:
            problems = answer.context["problems"]
            assert problems
            page = complaint(answer)
            assert all(str(one.message) for one in problems)
            assert "error-summary" in page
        elif answer.status_code == 200:
            complaint(answer)

    post()
    looked_at(his, case)


@pytest.mark.slow
def test_each_field_refuses_what_it_cannot_take_beside_itself(his: Client, case: str) -> None:
    """One field at a time, all its page otherwise right: what is refused is named."""
    form = version(Submission.objects.get().version_id)
    fields = [
        (block, field)
        for block in form.blocks
        if block.key in SINGLE
        for field in block.fields
        if field.key in SINGLE[block.key]
    ]

    @settings(
        max_examples=120,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(fields), NASTY)
    def post(place: Any, text: str) -> None:
        block, field = place
        answer = his.post(f"{case}form/{block.key}/", SINGLE[block.key] | {field.key: text})
        assert answer.status_code in (302, 422)
        if answer.status_code == 422:
            path = f"{block.key}.{field.key}"
            told = [str(one.message) for one in answer.context["problems"] if one.path == path]
            if told:
                assert str(field.label)[:2] in told[0] or "。" in told[0]
                assert f'href="#f-{field.key}"' in answer.content.decode()

    post()
    looked_at(his, case)


def looked_at(client: Client, case: str) -> None:
    """Whatever was kept of all that can be shown again."""
    for place in ["form/", "review/", *(f"form/{one}" for one in pages() if "remove" not in one)]:
        answer = client.get(f"{case}{place}", follow=True)
        assert answer.status_code in (200, 404), (place, answer.status_code)


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "multipart/form-data"])
@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"a=%ED%A0%80&then=on", b"&" * 5000])
def test_no_body_of_another_kind_is_a_fault(
    his: Client, case: str, content_type: str, body: bytes
) -> None:
    his.raise_request_exception = False
    answer = his.generic("POST", f"{case}form/capital/", body, content_type=content_type)
    assert answer.status_code in (302, 400, 413, 422)


@pytest.mark.parametrize("text", ["\ud800", "../", "%00", "a" * 60, "０", "add", "remove"])
def test_no_address_is_a_fault(his: Client, case: str, text: str) -> None:
    raw = quote(text.encode("utf-8", "surrogatepass"))
    for place in (f"form/{raw}/", f"form/shareholders/{raw}/", f"form/shareholders/0/{raw}/"):
        assert his.get(f"{case}{place}").status_code in (302, 400, 404, 405)
