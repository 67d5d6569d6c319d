"""A short run of what `make crash` does for longer: every kind of kill, and no vote lost, doubled or turned."""

import random
import tempfile
from pathlib import Path

import pytest

from tests.machinery import programs

from . import cut_short, lost_count
from .__main__ import apart, run_all, run_failover

KILLS = 24
ROUNDS = 2
LIMIT_SECONDS = 300  # Reached on no machine that is well: the number of kills ends a run.


@pytest.fixture
def folder():
    """Not in pytest's own folder, which the user that runs PostgreSQL may not enter."""
    with tempfile.TemporaryDirectory(prefix="psyweb-crash-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_no_kill_loses_doubles_or_turns_a_vote(folder):
    verdicts = run_all(folder, seed=random.randrange(10**6), kills=KILLS, seconds=LIMIT_SECONDS)
    assert [verdict for verdict in verdicts if not verdict.is_good] == []
    assert all(verdict.killed.total() == KILLS // 2 for verdict in verdicts)


def test_a_failover_loses_doubles_or_turns_no_vote(folder):
    verdict = run_failover(folder, seed=random.randrange(10**6), rounds=ROUNDS, seconds=LIMIT_SECONDS)
    assert verdict.is_good, verdict
    assert verdict.killed["primary"] == ROUNDS


def test_a_vote_that_the_standby_may_lack_is_not_acknowledged_at_any_try(folder):
    outcomes = apart(cut_short.run, folder / "cut", programs.find_or_install().postgresql)
    assert outcomes == ["not replicated", "not replicated", "counted before"]


def test_a_key_that_a_failover_forgets_has_sealed_no_vote(folder):
    assert apart(lost_count.run, folder / "lost", programs.find_or_install().postgresql) == {lost_count.CODE: 2}
