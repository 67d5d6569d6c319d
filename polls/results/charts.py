"""Compute the coordinates of the chart of counted votes over time. The template draws it as SVG."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import number_format

WIDTH, HEIGHT = 480, 220
RIGHT, TOP, BOTTOM = 12, 16, 36
LETTER, GAP = 11, 10  # Width of the widest digit in poll-chart.css, and the space between a number and the axis.
STEPS = (5, 10, 20)  # Between ticks, times a power of ten. None is smaller: one vote must not look like a landslide.
MOST_TICKS = 5
MOST_POINTS = 60  # More points would overlap in the chart, and make its table too long.
MOST_DOTS = 24  # More dots would overlap.


@dataclass(frozen=True)
class Tick:
    """A line of the scale: its number of votes and its height in pixels from the top."""

    value: int
    y: float


@dataclass(frozen=True)
class Dot:
    """The votes counted by the end of a UTC day, at `x` and `y` in pixels from the top left."""

    day: date
    total: int
    x: float
    y: float


@dataclass(frozen=True)
class Chart:
    """A step chart: the number is constant between counts. The axis starts at 0, or below for a negative number.

    All coordinates are in pixels from the top left.
    """

    width: int
    height: int
    left: int
    right: int
    bottom: int
    zero: float
    """The height of 0, on which the area stands."""
    ticks: list[Tick]
    dots: list[Dot]
    is_thinned: bool

    @property
    def label_x(self) -> int:
        return self.left - GAP

    @property
    def label_y(self) -> int:
        return self.bottom + 24

    @property
    def has_span(self) -> bool:
        """Whether there is more than one day to draw."""
        return self.first.day != self.last.day

    @property
    def first(self) -> Dot:
        return self.dots[0]

    @property
    def last(self) -> Dot:
        return self.dots[-1]

    @property
    def drawn_dots(self) -> list[Dot]:
        """All dots, or only the last one if they would overlap."""
        return self.dots if len(self.dots) <= MOST_DOTS else [self.last]

    @property
    def line(self) -> str:
        """The SVG path of the line."""
        path = f"M{self.first.x:g} {self.first.y:g}"
        return path + "".join(f"H{dot.x:g}V{dot.y:g}" for dot in self.dots[1:])

    @property
    def area(self) -> str:
        """The SVG path of the area below the line."""
        return f"{self.line}V{self.zero:g}H{self.first.x:g}Z"


def of(points: list[tuple[date, int]]) -> Chart:
    """Return the chart of (day, votes) pairs, oldest first. There must be at least one."""
    kept = thinned(points)
    low, step, high = _scale(min(0, *(total for _, total in kept)), max(0, *(total for _, total in kept)))
    first, last = kept[0][0], kept[-1][0]
    days = max((last - first).days, 1)
    left, bottom = GAP + LETTER * len(number_format(high, force_grouping=True)), HEIGHT - BOTTOM

    def y_of(total: int) -> float:
        return round(bottom - (total - low) / (high - low) * (bottom - TOP), 1)

    def x_of(day: date) -> float:
        return round(left + (day - first).days / days * (WIDTH - left - RIGHT), 1)

    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=left,
        right=WIDTH - RIGHT,
        bottom=bottom,
        zero=y_of(0),
        ticks=[Tick(value, y_of(value)) for value in range(low, high + 1, step)],
        dots=[Dot(day, total, x_of(day), y_of(total)) for day, total in kept],
        is_thinned=len(kept) < len(points),
    )


def thinned(points: list[tuple[date, int]]) -> list[tuple[date, int]]:
    """Return all points if they are at most MOST_POINTS; else the first, and the last of each period.

    The period is the shortest that fits: week, month, quarter or year.
    """
    periods: list[Callable[[date], tuple[int, ...]]] = [
        lambda day: (day.year, day.month, day.day),
        lambda day: day.isocalendar()[:2],
        lambda day: (day.year, day.month),
        lambda day: (day.year, (day.month - 1) // 3),
        lambda day: (day.year,),
    ]
    for period in periods:
        kept = dict([points[0], *{period(day): (day, total) for day, total in points}.values()])
        if len(kept) <= MOST_POINTS:
            break
    return sorted(kept.items())


def _scale(least: int, most: int) -> tuple[int, int, int]:
    """Return (lowest tick, step, highest tick) that enclose both totals, with at most MOST_TICKS ticks."""
    size = 1
    while True:
        for step in (size * factor for factor in STEPS):
            low = least // step * step
            high = max(-(-most // step) * step, low + step)
            if (high - low) // step < MOST_TICKS:
                return low, step, high
        size *= 10
