"""Whatever a device writes into its headers is understood or refused; nothing else happens."""

from __future__ import annotations

from contextlib import suppress

from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from portal.web.resumable import protocol
from tests.web.resumable.sending import metadata

WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80)
ANYTHING = st.one_of(
    WORDS,
    st.builds(lambda name, kind: metadata(filename=name, kind=kind), *2 * [st.text(max_size=40)]),
)
NUMBERS = st.one_of(WORDS, st.integers().map(str), st.sampled_from(["0", "1", "00", "9" * 30]))


@given(length=NUMBERS, told=ANYTHING, checksum=st.none() | WORDS)
def test_any_header_is_read_or_refused(length: str, told: str, checksum: str | None) -> None:
    headers = {"Upload-Length": length, "Upload-Metadata": told}
    if checksum is not None:
        headers["Upload-Checksum"] = checksum
    request = RequestFactory().post("/", headers=headers)
    with suppress(protocol.Malformed):
        found = protocol.announced(request)
        assert found.length >= 0
    with suppress(protocol.Malformed):
        protocol.checksum(request)
