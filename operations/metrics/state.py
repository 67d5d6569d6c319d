"""Say on each scrape what waits, what is late and what failed."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from articles.models import LinkCheck
from articles.upkeep import reviews
from polls import counting
from polls.models import Poll
from polls.results import poll_cache

from .. import runs


class StateCollector(Collector):
    """A constant number of queries, and three for each open poll."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from _of_polls()
        yield from _of_pages()
        yield _of_runs()


def _of_polls() -> Iterator[GaugeMetricFamily]:
    today = timezone.now().date()
    waiting = GaugeMetricFamily("psyweb_ballots_waiting", "Ballots that no count has opened.", labels=["box"])
    main = held = 0
    lag = timedelta(0)
    for poll in Poll.objects.opened():
        tally = poll_cache.tally(poll)
        main, held = main + tally.waiting, held + tally.held
        if tally.waiting >= poll.count_minimum:
            lag = max(lag, today - counting.next_day(poll))
    waiting.add_metric(["main"], main)
    waiting.add_metric(["held"], held)
    yield waiting
    late = "Since when the count that is due longest could have run; days, in seconds."
    yield GaugeMetricFamily("psyweb_count_lag_seconds", late, value=lag.total_seconds())


def _of_pages() -> Iterator[GaugeMetricFamily]:
    now = timezone.now()
    overdue = reviews.due(at=now).filter(review_due_on__lt=now.date()).count()
    yield GaugeMetricFamily("psyweb_reviews_overdue", "Public pages whose review is overdue.", value=overdue)
    dead = LinkCheck.objects.dead().count()
    yield GaugeMetricFamily("psyweb_links_dead", "Addresses on pages that no longer answer.", value=dead)


def _of_runs() -> GaugeMetricFamily:
    name, words = "psyweb_last_success_timestamp_seconds", "When a command of a timer last succeeded; 0 for never."
    family = GaugeMetricFamily(name, words, labels=["command"])
    for command in runs.REMEMBERED:
        last = runs.last_success(command)
        family.add_metric([command], last.timestamp() if last else 0)
    return family
