"""One permit makes one ballot on every day of its life, however long that is, and the words follow the numbers."""

import re
import runpy
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from polls import counting, results, retention
from polls.ballots import mark_keys, permits, sealing, vote_limits
from polls.errors import Refused
from polls.models import Box, BoxKey, Mark
from polls.models.polls import SENSITIVE_INTERVAL_DAYS, SENSITIVE_MINIMUM
from privacy import rate_limit
from privacy.data_inventory import tables

from . import factories
from .factories import DAY, NOW

AS_IT_IS = retention.PERMIT_GOOD_FOR
WEEK = timedelta(days=7)
LONGER_THAN_A_MARK_KEY = retention.MARK_KEY_RENEWED_AFTER + 10 * DAY
TOLD_IN_WORDS = {10: "ten"}
PACK = Path(site.BASE_DIR) / "content"
PRIVACY = Path(site.BASE_DIR) / "docs" / "privacy.md"


def set_numbers(monkeypatch, tmp_path, **numbers):
    """The module as it would be with other numbers in it: its own lines compute the rest."""
    text = Path(retention.__file__).read_text()
    for name, value in numbers.items():
        text, found = re.subn(
            rf"^{name} = .*$", f"{name} = timedelta(seconds={value.total_seconds()})", text, flags=re.M
        )
        assert found == 1
    changed = tmp_path / "retention.py"
    changed.write_text(text)
    for name, value in runpy.run_path(str(changed)).items():
        if name.isupper():
            monkeypatch.setattr(retention, name, value)


@pytest.fixture(
    params=[
        {"PERMIT_GOOD_FOR": AS_IT_IS},
        {"PERMIT_GOOD_FOR": WEEK},
        {"PERMIT_GOOD_FOR": LONGER_THAN_A_MARK_KEY},
        {"PERMIT_GOOD_FOR": WEEK, "MARK_KEY_RENEWED_AFTER": DAY},
        {"PERMIT_GOOD_FOR": WEEK, "MARK_KEY_RENEWED_AFTER": DAY, "MARK_KEY_SETTLES_IN": 3 * DAY},
    ],
    ids=["as it is", "a week", "longer than a mark key", "a new mark key each day", "a mark key that settles late"],
)
def numbers(request, monkeypatch, tmp_path):
    set_numbers(monkeypatch, tmp_path, **request.param)


def upkeep(poll, at):
    """What comes between votes: a count, and the cleanup with the renewal of mark keys."""
    with suppress(Refused):
        counting.count(poll, at=at)
    counting.clean_up(at=at)
    mark_keys._secret_cache.clear()  # As in a process that starts anew.


def days_of_life():
    return (retention.PERMIT_GOOD_FOR + retention.DAY_MARGIN).days + 2


def cast_on_each_day(poll, token, minted):
    """The days on which the permit was counted, and those on which it was refused, from its day to long after."""
    counted, refused = [], []
    for day in range(days_of_life()):
        at = minted + day * DAY
        upkeep(poll, at)
        try:
            if factories.cast(poll, 1, at=at, token=token):
                counted.append(day)
        except Refused:
            refused.append(day)
    return counted, refused


@pytest.mark.django_db
@pytest.mark.usefixtures("numbers")
@pytest.mark.parametrize("keys_renewed", [0, 1, 3])
def test_one_permit_makes_one_ballot_on_whatever_days_it_is_cast(keys_renewed):
    """Minted on the last day of a mark key, so that the key is renewed within the permit's life."""
    poll = factories.make_harmless_poll(at=NOW)
    minted = NOW
    for _ in range(keys_renewed):
        permits.mint(poll.pk, at=minted)
        minted += retention.MARK_KEY_RENEWED_AFTER
        upkeep(poll, minted)
    token = permits.mint(poll.pk, at=minted)
    counted, refused = cast_on_each_day(poll, token, minted)
    assert (counted, refused) == ([0], list(range(retention.PERMIT_GOOD_FOR.days + 1, days_of_life())))
    assert results.of(poll, at=minted).total == 3979 + 1
    assert Mark.objects.count() == 0


@pytest.mark.django_db
@settings(max_examples=25, database=None)
@given(data=st.data())
def test_one_permit_makes_one_ballot_in_any_order_of_casting_counting_and_cleanup(data):
    poll = factories.make_harmless_poll(at=NOW)
    minted = NOW + data.draw(st.integers(0, 2 * retention.MARK_KEY_KEPT_FOR.days), label="minted on") * DAY
    permits.mint(poll.pk, at=NOW)
    counting.clean_up(at=minted)
    token = permits.mint(poll.pk, at=minted)
    accepted = 0
    for day in range(days_of_life()):
        at = minted + day * DAY
        for act in data.draw(st.lists(st.sampled_from(["cast", "upkeep"]), max_size=3), label=f"on day {day}"):
            if act == "upkeep":
                upkeep(poll, at)
            else:
                with suppress(Refused):
                    accepted += factories.cast(poll, 1, at=at, token=token)
    is_cast_in_time = accepted > 0
    assert results.of(poll, at=at).total == 3979 + accepted == 3979 + is_cast_in_time


@pytest.mark.django_db
def test_a_permit_that_a_slow_clock_takes_for_good_has_its_mark_still():
    """One server's clock says the day before."""
    poll = factories.make_poll(at=NOW)
    token = permits.mint(poll.pk, at=NOW)
    last = NOW + retention.PERMIT_GOOD_FOR
    assert factories.cast(poll, 1, at=last, token=token)
    counting.clean_up(at=last + DAY)
    assert not factories.cast(poll, 1, at=last, token=token)


@pytest.mark.django_db
def test_a_retired_box_key_outlives_whoever_may_still_seal_with_it(poll):
    retired = BoxKey.objects.get(poll=poll, box=Box.MAIN)
    sealing.rotate(poll, Box.MAIN, at=NOW)
    sealed_at_last = NOW + retention.POLL_CACHED_FOR + retention.VOTE_STORED_WITHIN
    counting.clean_up(at=sealed_at_last + retention.CLOCKS_DIFFER_BY)
    assert sealing.is_readable(retired)


def test_a_process_seals_with_a_key_for_a_minute_at_most():
    assert timedelta(seconds=60) >= retention.POLL_CACHED_FOR


def test_a_retired_box_key_is_kept_for_an_hour_at_least():
    promised = timedelta(hours=1)
    assert promised <= retention.RETIRED_BOX_KEY_KEPT_FOR


def told_by_the_page():
    with translation.override("en"):
        return {str(row.name): str(row.description.kept) for group in tables.groups() for row in group.rows}


def test_the_page_tells_how_long_marks_and_their_keys_are_kept():
    told = told_by_the_page()
    assert told["used permits"].startswith(f"{retention.MARK_KEPT_FOR.days} day")
    assert f" {retention.MARK_KEY_KEPT_FOR.days} day" in told["keys of the polls"]
    assert (
        told["counters of networks"]
        == f"{rate_limit.counter_lifetime(vote_limits.HOUR).seconds // 60} minutes at most."
    )


def test_the_privacy_document_names_numbers_that_exist():
    named = re.findall(r"`retention\.(\w+)`", PRIVACY.read_text())
    assert {"PERMIT_GOOD_FOR", "MARK_KEPT_FOR", "MARK_KEY_KEPT_FOR", "RETIRED_BOX_KEY_KEPT_FOR"} <= set(named)
    assert [name for name in named if not hasattr(retention, name)] == []


def test_the_privacy_document_states_the_floors_of_a_sensitive_poll():
    text = PRIVACY.read_text()
    assert f"| smallest batch | {SENSITIVE_MINIMUM} ballots |" in text
    assert f"| days between counts | more than {SENSITIVE_INTERVAL_DAYS} |" in text


@pytest.mark.parametrize("notice", ["privacy", "poll-privacy", "how-this-poll-works"])
def test_a_notice_states_the_smallest_batch(notice):
    text = (PACK / "notices" / f"{notice}.md").read_text()
    stated = re.findall(r"at least (\w+)( ballots)?\b", text)
    assert [number for number, _ in stated] == [TOLD_IN_WORDS[SENSITIVE_MINIMUM]]
