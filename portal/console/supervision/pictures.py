"""The charts of the page, from its figures."""

from __future__ import annotations

from collections import Counter, defaultdict

from django.utils.translation import gettext as _

from bundles.casework.models import WorkItem
from departments.calendar import Calendar
from departments.selectors import calendar_for
from portal.console.pages.values import in_english
from portal.console.supervision.charts import (
    Bar,
    Chart,
    Dot,
    Line,
    Part,
    Point,
    Row,
    bars,
    lines,
    strip,
)
from portal.console.supervision.counted import Counted, hour_of
from portal.console.supervision.figures import CHANNELS, Asked, leads_to

DOTS_IN_A_ROW = 30


def intake(counted: Counted) -> Chart:
    """How many came in each hour, at the counter and by web."""
    asked, by_hour = counted.asked, Counter[tuple[int, str]]()
    for (hour, channel, _code), many in counted.intake.items():
        by_hour[hour, channel] += many
    total = sum(by_hour.values())
    at_counter = sum(many for (_hour, channel), many in by_hour.items() if channel == "counter")
    return bars(
        "intake",
        title=_("每小时收件"),
        says=_("%(when)s共收 %(total)d 件，其中窗口 %(counter)d 件。")
        % {"when": asked.period.words, "total": total, "counter": at_counter},
        across=_("时间"),
        series=(_("窗口"), _("网上")),
        of=[
            Bar(
                str(hour),
                [
                    Part(
                        by_hour[hour, channel],
                        leads_to("handed-in", asked.period, hour=hour, channel=channel),
                    )
                    for channel in CHANNELS
                ],
            )
            for hour in _hours(asked, {hour for hour, _channel in by_hour})
        ],
    )


def waiting(counted: Counted) -> Chart:
    """Median and 90th percentile of the waiting time by the hour the number was taken."""
    asked, by_hour = counted.asked, counted.waits_by(hour_of)
    hours = _hours(asked, set(by_hour))
    found = {hour: by_hour.get(hour) for hour in hours}
    whole = counted.waits
    says = (
        _("一半的人等了不到 %(median).0f 分钟，十人中有九人不到 %(p90).0f 分钟。")
        % {"median": whole.median, "p90": whole.p90}
        if whole
        else _("还没有叫过号。")
    )
    leads = {hour: leads_to("called", asked.period, hour=hour) for hour in hours}
    return lines(
        "waiting",
        title=_("排队等了多久（分钟）"),
        says=says,
        across=_("取号时间"),
        unit=_("分钟"),
        of=[
            Line(
                _("九成以内"),
                [
                    Point(str(hour), one.p90 if one else None, leads[hour])
                    for hour, one in found.items()
                ],
            ),
            Line(
                _("一半以内"),
                [
                    Point(str(hour), one.median if one else None, leads[hour])
                    for hour, one in found.items()
                ],
            ),
        ],
    )


def due(counted: Counted) -> Chart:
    """Every item late or about to be, by department, on a line of working days."""
    asked = counted.asked
    calendar = calendar_for(asked.hall.division_id, asked.hall.code)
    late, soon = (_by_department(counted.items[name]) for name in ("late", "due-soon"))
    dots: dict[str, list[Dot]] = defaultdict(list)
    names: dict[str, str] = dict((*late, *soon))
    for item in counted.nearest:
        names[item.department.code] = (
            item.department.short_name_en if in_english() else item.department.short_name
        )
        if len(dots[item.department.code]) < DOTS_IN_A_ROW:
            dots[item.department.code].append(_dot(item, asked, calendar))
    total = {code: late[code, name] + soon[code, name] for code, name in {*late, *soon}}
    order = sorted(total, key=lambda code: -total[code])
    rows = []
    for code in order:
        shown = dots[code]
        counts = [_of(late, code), _of(soon, code)]
        more = f"+{total[code] - len(shown)}" if total[code] > len(shown) else ""
        rows.append(Row(names[code], shown, more, [str(one) for one in counts]))
    return strip(
        "due",
        title=_("快到期和已超期的事项（工作日）"),
        says=_("已超期 %(late)d 项，一个工作日内到期 %(soon)d 项。方块是超期，圆点是快到期。")
        % {"late": sum(late.values()), "soon": sum(soon.values())},
        head=(_("部门"), _("已超期"), _("快到期")),
        unit=_("工作日"),
        of=rows,
    )


def _dot(item: WorkItem, asked: Asked, calendar: Calendar) -> Dot:
    assert item.promised_due is not None
    minutes = calendar.office_minutes_between(asked.now, item.promised_due)
    days = minutes / (calendar.day_length.total_seconds() / 60)
    bad = item.promised_due < asked.now
    said = _("已超期 %(days).1f 个工作日") if bad else _("还剩 %(days).1f 个工作日")
    words = f"{item.submission.number} {item.key} {said % {'days': abs(days)}}"
    return Dot(days, words, f"/console/cases/{item.submission.number}/", bad)


def _by_department(counts: Counter[tuple[str, str, str]]) -> Counter[tuple[str, str]]:
    found = Counter[tuple[str, str]]()
    for (code, name, _bundle), many in counts.items():
        found[code, name] += many
    return found


def _of(counts: Counter[tuple[str, str]], code: str) -> int:
    return sum(many for (one, _name), many in counts.items() if one == code)


def _hours(asked: Asked, busy: set[int]) -> list[int]:
    """Every hour of the office, and those outside in which something happened."""
    hours = calendar_for(asked.hall.division_id, asked.hall.code).office_hours
    begins = min([hours[0].opens.hour, *busy])
    last = hours[-1].closes
    ends = max([last.hour if last.minute else last.hour - 1, *busy])
    return list(range(begins, ends + 1))
