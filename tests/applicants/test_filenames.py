"""Whatever a file is called, its name is refused in words or can be saved anywhere."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from applicants.exceptions import BadName
from applicants.filenames import LONGEST_NAME, RESERVED, clean_name

NAMES = st.one_of(
    st.text(max_size=400),
    st.builds("{}.pdf".format, st.text(max_size=400)),
    st.builds("{}/{}.jpg".format, st.text(max_size=20), st.text(max_size=20)),
)


@given(NAMES)
@example("章" * 500 + ".pdf")
@example("..\\..\\CON.pdf")
@example("con .pdf")
@example("a\u200b\u200b.pdf")
@example("aux.tar.pdf")
@example("\u202egnp.exe.png")
def test_every_name_is_refused_or_harmless(name: str) -> None:
    try:
        clean = clean_name(name)
    except BadName:
        return
    assert 0 < len(clean) <= LONGEST_NAME
    assert not set(clean) & set('/\\<>:"|?*\0\n\r')
    assert not any(unicodedata.category(one) in {"Cc", "Cs"} for one in clean)
    assert not clean.startswith(".")
    assert not RESERVED.fullmatch(clean.split(".", 1)[0].strip())
    clean.encode()
    assert clean_name(clean) == clean
