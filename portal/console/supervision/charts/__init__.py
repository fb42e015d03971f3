"""Small charts drawn on the server: SVG a person reads at a glance, and the same as a table."""

from portal.console.supervision.charts.bars import Bar, Part, bars
from portal.console.supervision.charts.lines import Line, Point, lines
from portal.console.supervision.charts.picture import Chart
from portal.console.supervision.charts.strip import Dot, Row, strip

__all__ = [
    "Bar",
    "Chart",
    "Dot",
    "Line",
    "Part",
    "Point",
    "Row",
    "bars",
    "lines",
    "strip",
]
