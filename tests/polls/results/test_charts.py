from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polls.results import charts

POINTS = st.dictionaries(
    st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(-100, 10_000_000), min_size=1, max_size=20
).map(lambda points: sorted(points.items()))


@given(POINTS)
def test_every_dot_is_inside_the_axes(points):
    chart = charts.of(points)
    assert all(chart.left <= dot.x <= chart.right and 0 < dot.y <= chart.bottom for dot in chart.dots)


@given(POINTS)
def test_between_two_and_five_lines_hold_the_figures(points):
    values = [tick.value for tick in charts.of(points).ticks]
    assert 2 <= len(values) <= 5
    assert values[0] <= min(total for _, total in points) <= max(total for _, total in points) <= values[-1]


def test_a_larger_total_stands_higher():
    low, high = charts.of([(date(2026, 1, 1), 10), (date(2026, 1, 2), 20)]).dots
    assert high.y < low.y


def test_the_line_is_stepped():
    assert charts.of([(date(2026, 1, 1), 0), (date(2026, 1, 2), 5)]).line == "M21 184H468V16"


@given(POINTS)
def test_the_area_stands_on_zero_which_is_on_the_axis(points):
    chart = charts.of(points)
    assert chart.area.endswith(f"V{chart.zero:g}H{chart.first.x:g}Z")
    assert chart.zero == next(tick.y for tick in chart.ticks if tick.value == 0)


@pytest.mark.parametrize(("totals", "least"), [((3979, 3980), 0), ((0, 3), 0), ((-100, 4205), -2000)])
def test_the_scale_starts_at_zero_or_below_a_negative_number(totals, least):
    chart = charts.of([(date(2026, 1, day), total) for day, total in enumerate(totals, start=1)])
    assert chart.ticks[0].value == least


def daily(days):
    return [(date(2016, 1, 1) + timedelta(days=number), number) for number in range(days)]


def test_one_day_has_no_span():
    chart = charts.of([(date(2026, 1, 1), 3979)])
    assert (chart.has_span, len(chart.dots)) == (False, 1)


@pytest.mark.parametrize("days", [2, 60, 61, 400, 3_650], ids=str)
def test_ten_years_of_daily_entries_stay_legible(days):
    points = daily(days)
    chart = charts.of(points)
    assert (chart.dots[0].total, chart.dots[-1].total) == (0, days - 1)
    assert len(chart.dots) == len(points) if days <= 60 else 9 <= len(chart.dots) <= 60
    assert chart.is_thinned is (days > 60)


@given(POINTS)
def test_every_point_of_a_thinned_line_is_one_that_was_there(points):
    assert set(charts.thinned(points)) <= set(points)


def test_many_dots_are_not_drawn():
    assert charts.of(daily(30)).drawn_dots == [charts.of(daily(30)).last]
