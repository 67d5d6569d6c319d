import re
from pathlib import Path

import pytest
from django.conf import settings

from benchmarks.polls import protection as simulation
from polls.admin import disclosure_risk
from polls.admin.disclosure_risk import PRESETS, VOTES_A_DAY, Watcher, When
from polls.models import Poll
from polls.models.polls import SENSITIVE_INTERVAL_DAYS, SENSITIVE_MINIMUM

PRIVACY = Path(settings.BASE_DIR) / "docs" / "privacy.md"
PRESET = {preset.name: preset for preset in PRESETS}


def disclosed(name, watcher, when):
    return next(
        [figure.disclosed for figure in line.figures]
        for line in disclosure_risk.rows()
        if (line.preset.name, line.watcher, line.when) == (name, watcher, when)
    )


def test_every_line_has_a_figure_for_each_number_of_votes():
    rows = disclosure_risk.rows()
    assert len(rows) == len(PRESETS) * len(Watcher) * len(When)
    assert all([figure.votes_a_day for figure in line.figures] == list(VOTES_A_DAY) for line in rows)
    assert len(disclosure_risk.rate_names()) == len(VOTES_A_DAY)


@pytest.mark.parametrize(
    ("name", "watcher", "when", "rate"),
    [("default", Watcher.FILLS_UP, When.LATER, 0.25), ("25, first waits", Watcher.WATCHES, When.FIRST, 2)],
    ids=["filled up", "watched"],
)
def test_a_figure_comes_out_of_the_simulation_again(name, watcher, when, rate):
    figure = simulation.simulate(PRESET[name], watcher, when, rate)
    assert figure in disclosure_risk.figures()


def test_the_default_preset_is_what_a_new_poll_has():
    preset, poll = PRESET["default"], Poll()
    assert (preset.count_minimum, preset.count_interval_days) == (poll.count_minimum, poll.count_interval_days)
    assert (preset.refuses_alike, preset.first_count_waits) == (poll.refuses_alike, poll.first_count_waits)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_what_a_sensitive_poll_refuses_is_marked(preset):
    keeps_the_floors = (
        preset.count_minimum >= SENSITIVE_MINIMUM
        and preset.count_interval_days >= SENSITIVE_INTERVAL_DAYS
        and preset.refuses_alike
    )
    assert preset.is_allowed is keeps_the_floors


def test_every_rule_is_a_setting_of_a_poll():
    assert all(hasattr(Poll(), rule.field) for rule in disclosure_risk.RULES)


def test_who_fills_the_first_batch_learns_the_first_answer_unless_it_waits():
    assert disclosed("default", Watcher.FILLS_UP, When.FIRST) == [1.0] * len(VOTES_A_DAY)
    assert max(disclosed("25, first waits", Watcher.FILLS_UP, When.FIRST)[1:]) <= 0.01


def test_who_only_watches_learns_no_answer_from_the_defaults():
    assert max(disclosed("default", Watcher.WATCHES, When.LATER)) <= 0.01


def test_the_privacy_document_quotes_the_simulation():
    assert simulation.as_markdown(disclosure_risk.rows()) in PRIVACY.read_text()


def quoted_of_several(watcher, when, rate):
    """The cell of docs/privacy.md."""
    table = PRIVACY.read_text().partition("up to two answers")[2]
    (line,) = re.findall(rf"\| {watcher.value} \| {when.label} \| (.*) \|", table)
    return line.split(" | ")[VOTES_A_DAY.index(rate)]


@pytest.mark.parametrize(
    ("watcher", "when", "rate"),
    [(Watcher.WATCHES, When.FIRST, 2), (Watcher.WATCHES, When.LATER, 12), (Watcher.FILLS_UP, When.LATER, 0.25)],
)
def test_the_privacy_document_quotes_the_simulation_of_several_answers(watcher, when, rate):
    figure = simulation.simulate(PRESET["default"], watcher, when, rate, shares=simulation.SEVERAL)
    assert quoted_of_several(watcher, when, rate) == f"{figure.disclosed:.2f} / {figure.guessed:.2f}"


@pytest.mark.parametrize("rate", [50, 240])
def test_who_only_watches_guesses_one_of_several_answers_no_better_than_by_chance(rate):
    figure = simulation.simulate(PRESET["default"], Watcher.WATCHES, When.LATER, rate, shares=simulation.SEVERAL)
    assert (figure.disclosed, figure.guessed) == (0, pytest.approx(disclosure_risk.GUESSED_WITHOUT, abs=0.02))


def test_several_answers_are_watched_on_the_same_terms_as_single_ones():
    """The most frequent answer is as frequent, so that both tables can be compared."""
    assert sum(simulation.SEVERAL.values()) == pytest.approx(1)
    most = max(sum(share for some, share in simulation.SEVERAL.items() if code in some) for code in simulation.SHARES)
    assert most == pytest.approx(disclosure_risk.GUESSED_WITHOUT)


@pytest.mark.parametrize(("likelihood", "expected"), [(0.0, 0), (1.0, 40)])
def test_the_simulation_draws_sure_things_surely(likelihood, expected):
    assert simulation._binomial(40, likelihood, simulation.random.Random(1)) == expected


def test_the_simulation_draws_a_share_as_often_as_it_is():
    chance = simulation.random.Random(1)
    drawn = [simulation._binomial(1_000, 0.3, chance) for _ in range(400)]
    assert sum(drawn) / len(drawn) == pytest.approx(300, abs=3)
