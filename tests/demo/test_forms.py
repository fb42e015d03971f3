"""The browser without JavaScript sends what a real one would, and fills in only what is there."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from portal.demo.forms import CannotBeFilled, File, Form

PAGE = """
<form id="one" method="post" action="/there/">
  <input type="hidden" name="csrfmiddlewaretoken" value="abc">
  <input name="name" value="张敏">
  <input name="ignored" disabled value="x">
  <input type="radio" name="way" value="window" checked>
  <input type="radio" name="way" value="post">
  <input type="checkbox" name="seals" value="finance" checked>
  <input type="checkbox" name="seals" value="invoice">
  <select name="branch">
    <option value="">请选择</option><option value="main">营业部</option>
  </select>
  <textarea name="scope">
乳制品</textarea>
  <input type="file" name="file">
  <button name="then" value="on">保存</button><button name="then" value="later">稍后</button>
</form>
<input form="one" name="outside" value="yes">
<form id="two"><input name="name" value="another"></form>
"""


@pytest.fixture
def form() -> Form:
    page = BeautifulSoup(PAGE, "html.parser")
    element = page.find("form", id="one")
    assert element is not None
    return Form(element, page)


def test_a_form_begins_with_what_the_page_shows(form: Form):
    assert form.values == {
        "csrfmiddlewaretoken": ["abc"],
        "name": ["张敏"],
        "way": ["window"],
        "seals": ["finance"],
        "branch": [""],
        "scope": ["乳制品"],
        "outside": ["yes"],
    }
    assert (form.method, form.action) == ("post", "/there/")


def test_answers_are_typed_as_the_controls_want_them(form: Form):
    form.fill({"name": "巴图", "way": "post", "seals": ["invoice"], "branch": "main", "scope": 8})
    assert form.values["seals"] == ["invoice"]
    assert form.values["way"] == ["post"]
    assert form.values["scope"] == ["8"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"phone": "1"}, "no control named phone"),
        ({"ignored": "1"}, "no control named ignored"),
        ({"way": "drone"}, "way does not offer drone"),
        ({"branch": "moon"}, "branch does not offer moon"),
    ],
)
def test_what_is_not_offered_cannot_be_filled_in(form: Form, values: dict[str, str], said: str):
    with pytest.raises(CannotBeFilled, match=said):
        form.fill(values)


def test_a_file_goes_only_where_there_is_a_place_for_it(form: Form):
    file = File("a.pdf", b"%PDF-", "application/pdf")
    form.attach("file", [file])
    assert form.files == {"file": [file]}
    with pytest.raises(CannotBeFilled):
        form.attach("name", [file])


def test_a_button_is_pressed_by_its_value(form: Form):
    assert form.button("later") == ("then", "later")
    assert form.button("never") is None
