import pytest
from hypothesis import given
from hypothesis import strategies as st

from bundles.catalogue.finding.words import exact_query, index_words, near_queries


def test_a_name_is_found_by_characters_pairs_and_pinyin_from_any_syllable():
    words = index_words(["营业执照"])
    assert {"营", "营业", "执照", "yingyezhizhao", "zhizhao", "yyzz", "zz"} <= words


def test_quotation_marks_do_not_stop_the_pinyin():
    assert "qykblhy" in index_words(["企业开办“六合一”"])


def test_what_surrounds_the_question_is_not_searched_for():
    assert exact_query("我想办理营业执照") == "'营业' & '业执' & '执照'"
    assert exact_query("how to get a business licence") == "'business':* & 'licence':*"


def test_the_word_for_handling_alone_is_searched_for():
    assert exact_query("办理") == "'办理'"


def test_a_homophone_is_looked_for_by_its_sound():
    assert "'yingyezhizhao':*" in next(near_queries("营业制照"))


@pytest.mark.parametrize("text", ["", "   ", "“”！", "'; DROP TABLE", ":*&|!()", "\\", "🙂"])
def test_no_sign_of_any_kind_becomes_part_of_the_query(text: str):
    for query in (exact_query(text), *near_queries(text)):
        assert not set(query) & set("\\;!")


@given(st.text(max_size=200))
def test_any_text_makes_a_query_of_quoted_words_only(text: str):
    for query in (exact_query(text), *near_queries(text)):
        for term in filter(None, query.replace(" | ", " & ").split(" & ")):
            word = term.strip("()").removesuffix(":*")
            assert word[0] == word[-1] == "'"
            assert word[1:-1].isalnum()
