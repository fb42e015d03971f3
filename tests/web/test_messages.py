"""Nothing is left in Chinese for those who read English."""

import re

from portal.web import messages

PLACEHOLDER = re.compile(r"%\(\w+\)|%[sd]|\{\w+\}")


def test_every_sentence_of_the_house_is_translated() -> None:
    assert messages.wanting(messages.updated()) == []


def test_no_translation_loses_or_invents_a_placeholder() -> None:
    """One of something may be said in words: “this page” instead of “1 page”."""
    wrong = []
    for one in filter(lambda one: one.id, messages.translated()):
        sources = one.id if isinstance(one.id, tuple | list) else (one.id,)
        texts = one.string if isinstance(one.string, tuple | list) else (one.string,)
        known = [sorted(PLACEHOLDER.findall(source)) for source in sources]
        for number, text in enumerate(filter(None, texts)):
            found = sorted(PLACEHOLDER.findall(text))
            one_of_it = len(sources) > 1 and number == 0 and set(found) <= set().union(*known)
            if found not in known and not one_of_it:
                wrong.append((sources[0], text))
    assert wrong == []


def test_no_translation_is_still_chinese() -> None:
    left = [
        one.id
        for one in messages.translated()
        if one.id and messages.CHINESE.search(str(one.string)) and "演示" not in str(one.string)
    ]
    assert left == []
