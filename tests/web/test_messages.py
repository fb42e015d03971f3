"""Nothing is left in Chinese for those who read English."""

import re

from portal.web import messages

PLACEHOLDER = re.compile(r"%\(\w+\)|%[sd]|\{\w+\}")


def test_every_sentence_of_the_house_is_translated() -> None:
    assert messages.wanting(messages.updated()) == []


def test_no_translation_loses_or_invents_a_placeholder() -> None:
    for one in messages.translated():
        texts = one.string if isinstance(one.string, tuple | list) else (one.string,)
        source = one.id if isinstance(one.id, str) else one.id[0]
        for text in filter(None, texts):
            if one.id:
                assert sorted(PLACEHOLDER.findall(source)) == sorted(PLACEHOLDER.findall(text))


def test_no_translation_is_still_chinese() -> None:
    left = [
        one.id
        for one in messages.translated()
        if one.id and messages.CHINESE.search(str(one.string)) and "演示" not in str(one.string)
    ]
    assert left == []
