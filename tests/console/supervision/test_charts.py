"""Charts: figures at the right place on paper."""

import pytest
from bs4 import BeautifulSoup

from portal.console.supervision.charts import (
    Bar,
    Dot,
    Line,
    Part,
    Point,
    Row,
    bars,
    lines,
    strip,
)
from portal.console.supervision.charts.lines import APART
from portal.console.supervision.charts.picture import BOTTOM, HEIGHT
from portal.console.supervision.charts.scale import Scale, ticks, ticks_between


@pytest.mark.parametrize(
    ("highest", "marks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (3, [0, 1, 2, 3]),
        (17, [0, 5, 10, 15, 20]),
        (400, [0, 100, 200, 300, 400]),
    ],
)
def test_marks_are_round_and_reach_the_highest(highest: float, marks: list[float]) -> None:
    assert ticks(highest) == marks


def test_marks_around_nought_contain_it() -> None:
    assert 0 in ticks_between(-7, 2)
    assert ticks_between(-7, 2)[0] <= -7


def test_a_scale_turns_upside_down_as_paper_does() -> None:
    assert Scale(0, 10, 200, 0).at(5) == 100


def drawn(chart: object) -> BeautifulSoup:
    return BeautifulSoup(str(chart), "html.parser")


def test_bars_stand_on_each_other_and_carry_their_sum() -> None:
    soup = drawn(
        bars(
            "b",
            title="收件",
            says="共 5 件。",
            across="时间",
            series=("窗口", "网上"),
            of=[Bar("9", [Part(2, "/a"), Part(3, "/b")]), Bar("10", [Part(0), Part(0)])],
        )
    )
    below, above = soup.select("a rect")
    assert float(str(above["y"])) + float(str(above["height"])) == float(str(below["y"]))
    assert [one.get_text() for one in soup.select(".v-value")] == ["5", ""]
    assert [one.get_text() for one in soup.select("tbody tr")[0](["th", "td"])] == ["9", "2", "3"]


def test_a_line_breaks_where_nothing_is_known() -> None:
    points = [Point("9", 4), Point("10", None), Point("11", 6)]
    soup = drawn(
        lines("l", title="等候", says="—", across="时间", unit="分钟", of=[Line("一半", points)])
    )
    path = soup.select_one("path.v-l0")
    assert path is not None
    assert str(path["d"]).count("M") == 2
    assert "—" in soup.select("tbody tr")[1].get_text()


def test_names_of_lines_that_end_low_stand_apart_and_above_the_foot() -> None:
    points = [Point("9", 6), Point("10", 0)]
    both = [Line("九成以内", points), Line("一半以内", points)]
    chart = lines("l", title="等候", says="—", across="时间", unit="分钟", of=both)
    above, below = sorted(one["level"] for one in chart.shapes["lines"])
    assert below <= HEIGHT - BOTTOM
    assert below - above >= APART


def test_what_people_wrote_cannot_leave_its_place() -> None:
    bad = '"><script>alert(1)</script>'
    dot = Dot(-1, bad, "/cases/1/", bad=True)
    chart = strip("s", title=bad, says=bad, head=("部门",), unit="日", of=[Row(bad, [dot], bad)])
    assert not drawn(chart).select("script")


def test_an_empty_chart_says_so_and_draws_nothing() -> None:
    chart = bars("b", title="收件", says="", across="时间", series=("窗口",), of=[])
    assert not drawn(chart).select("svg.v-picture")
