"""Limits of a network hold in every span of their window, wherever it begins, across midnight too."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from hypothesis import given, settings
from hypothesis import strategies as st

from privacy import rate_limit
from tests.moments import NOON

AWAY = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}}
NETWORK = "192.0.2.0/24"
HOUR = timedelta(hours=1)
PART = HOUR / rate_limit.BUCKETS
MINUTE = timedelta(minutes=1)
MIDNIGHT = NOON.replace(hour=0) + timedelta(days=1)


def ask(at, *, limit=3, window=HOUR, network=NETWORK):
    return rate_limit.seconds_until_next("asked", network, limit=limit, window=window, at=at)


def use_up(at, *, limit=3):
    while not ask(at, limit=limit):
        pass


def test_as_many_as_the_limit_may_pass():
    assert [ask(NOON) > 0 for _ in range(5)] == [False, False, False, True, True]


def test_another_network_has_a_limit_of_its_own():
    use_up(NOON)
    assert ask(NOON, network="198.51.100.0/24") == 0


@pytest.mark.parametrize("started", [NOON, NOON + PART / 2, NOON + PART - timedelta(seconds=1)], ids=str)
def test_whoever_waits_as_long_as_was_said_is_let_in_and_not_before(started):
    use_up(started)
    wait = timedelta(seconds=ask(started))
    assert HOUR < wait <= HOUR + PART
    assert ask(started + wait - timedelta(seconds=1)) == 1
    assert ask(started + wait) == 0


def test_the_wait_is_for_the_oldest_alone():
    for minutes in (0, 20, 40):
        ask(NOON + minutes * MINUTE)
    wait = timedelta(seconds=ask(NOON + 50 * MINUTE))
    assert NOON + 50 * MINUTE + wait == NOON + HOUR + PART
    assert [ask(NOON + 50 * MINUTE + wait) > 0 for _ in range(2)] == [False, True]


def test_asking_in_vain_lengthens_no_wait():
    use_up(NOON)
    for minutes in range(60):
        assert ask(NOON + minutes * MINUTE) > 0
    assert ask(NOON + HOUR + PART) == 0


def test_a_limit_that_is_lowered_meanwhile_waits_for_enough_to_leave():
    for minutes in (0, 20, 40):
        ask(NOON + minutes * MINUTE)
    wait = timedelta(seconds=ask(NOON + 50 * MINUTE, limit=1))
    assert NOON + 50 * MINUTE + wait == NOON + 40 * MINUTE + HOUR + PART


@settings(max_examples=60, database=None)
@given(
    steps=st.lists(st.integers(0, 900), min_size=1, max_size=60),
    start=st.integers(0, 86_400),
    limit=st.integers(1, 9),
)
def test_no_span_of_the_window_holds_more_than_the_limit(steps, start, limit):
    cache.clear()
    at, taken = NOON + timedelta(seconds=start), []
    for step in steps:
        at += timedelta(seconds=step)
        if ask(at, limit=limit) == 0:
            taken.append(at)
    assert max(sum(at - HOUR < other <= at for other in taken) for at in taken) <= limit


@pytest.mark.parametrize("before", [MINUTE, 30 * MINUTE, 59 * MINUTE], ids=str)
def test_a_limit_holds_across_midnight(before):
    use_up(MIDNIGHT - before)
    assert ask(MIDNIGHT + MINUTE / 2) > 0
    assert ask(MIDNIGHT - before + HOUR) > 0
    assert ask(MIDNIGHT - before + HOUR + PART) == 0


def test_a_network_has_another_name_the_next_day():
    names = set()
    for day in range(2):
        cache.clear()
        ask(NOON + timedelta(days=day))
        names |= {name.rpartition(".")[2] for name in cache._cache if "asked" in name}
    assert len(names) == 2


def test_nothing_is_kept_longer_than_it_is_needed(monkeypatch):
    kept = {}
    add = cache.add

    def remember(name, value, timeout, **options):
        kept[name.split(".")[1]] = timeout
        return add(name, value, timeout, **options)

    monkeypatch.setattr(cache, "add", remember)
    ask(NOON)
    assert kept == {
        "salt": 12 * 3600 + rate_limit.counter_lifetime(HOUR).total_seconds(),
        "asked": rate_limit.counter_lifetime(HOUR).total_seconds(),
    }
    assert rate_limit.counter_lifetime(HOUR) == 65 * MINUTE


def is_over(at, limit=4):
    return rate_limit.is_over("asked", NETWORK, range(limit, limit + 1), window=HOUR, at=at)


def admits(at, limit=4):
    return rate_limit.admits("asked", NETWORK, range(limit, limit + 1), window=HOUR, at=at)


@pytest.mark.parametrize(("at", "limit", "expected"), [(HOUR, 4, True), (HOUR, 5, False), (HOUR + PART, 1, False)])
def test_what_is_only_noted_counts_whatever_the_limit(at, limit, expected):
    for _ in range(4):
        rate_limit.record("asked", NETWORK, HOUR, at=NOON)
    assert ask(NOON) > 0
    assert is_over(NOON + at, limit) is expected


@given(minutes=st.lists(st.integers(0, 400), max_size=40), limit=st.integers(1, 6))
def test_no_hour_holds_more_than_a_drawn_limit(minutes, limit):
    cache.clear()
    times = [NOON + minute * MINUTE for minute in sorted(minutes)]
    admitted = [at for at in times if admits(at, limit)]
    assert all(sum(start <= at < start + HOUR for at in admitted) <= limit for start in admitted)


def test_a_refusal_lasts_until_nothing_that_was_counted_is_left():
    assert [admits(NOON) for _ in range(5)] == [True] * 4 + [False]
    assert not admits(NOON + HOUR)
    assert admits(NOON + rate_limit.counter_lifetime(HOUR))


@pytest.mark.parametrize(
    "use",
    [
        ask,
        is_over,
        lambda at: not admits(at),
        lambda at: rate_limit.record("asked", NETWORK, HOUR, at=at),
    ],
    ids=["ask", "is over", "admits", "note"],
)
def test_a_cache_that_is_away_stops_nothing_and_is_logged_once_a_minute(use, settings, caplog, monkeypatch):
    settings.CACHES = AWAY
    rate_limit._said_at.clear()
    assert not use(NOON)
    assert not use(NOON)
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "The cache is away, limits of networks are off"
    ]
    monkeypatch.setattr(rate_limit, "_said_at", [rate_limit.monotonic() - 61])
    use(NOON)
    assert len(caplog.records) == 2


def test_nobody_is_let_in_without_a_cache_where_the_setting_says_so(settings, caplog):
    settings.CACHES, settings.LIMITS_NEED_CACHE = AWAY, True
    rate_limit._said_at.clear()
    assert (ask(NOON), admits(NOON), is_over(NOON)) == (60, False, True)
    assert "limits of networks are closed" in caplog.text


def test_an_unknown_network_shares_no_limit_with_others():
    assert [ask(NOON, network="unknown") for _ in range(9)] == [0] * 9


def test_threads_that_come_at_once_take_no_more_than_the_limit():
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: ask(NOON, limit=50), range(200)))
    assert answers.count(0) == 50


def test_threads_that_come_at_once_are_admitted_up_to_a_drawn_limit():
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: admits(NOON, limit=50), range(200)))
    assert 0 < answers.count(True) <= 50
