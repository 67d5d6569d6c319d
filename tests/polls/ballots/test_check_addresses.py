from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polls.ballots import check_addresses, key_files, mark_keys, permits
from polls.ballots.check_addresses import GOOD_FOR

from ..factories import NOW

POLL = uuid4()
CODES = st.sets(st.integers(1, 9), min_size=1)


@pytest.fixture
def permit():
    return permits.mint(POLL, at=NOW)


def seal(permit, *codes):
    return check_addresses.seal(codes, permit, POLL, at=NOW)


@given(CODES)
def test_what_was_sealed_comes_back(codes):
    permit = permits.mint(POLL, at=NOW)
    sealed = check_addresses.seal(codes, permit, POLL, at=NOW)
    assert check_addresses.unseal(sealed, POLL, at=NOW) == (sorted(codes), permit)


@given(CODES, CODES)
def test_it_has_one_length_for_all_answers_and_never_looks_the_same(one, other):
    permit = permits.mint(POLL, at=NOW)
    sealed = [check_addresses.seal(codes, permit, POLL, at=NOW) for codes in (one, other)]
    assert len(sealed[0]) == len(sealed[1])
    assert sealed[0] != sealed[1]


def test_it_shows_nothing_of_the_permit(permit):
    assert permit.split("-")[-1][:8] not in seal(permit, 1)


@pytest.mark.parametrize(
    ("poll", "after"),
    [(uuid4(), timedelta(0)), (POLL, GOOD_FOR + timedelta(seconds=1))],
    ids=["another poll", "too old"],
)
def test_it_opens_for_its_poll_and_time_alone(permit, poll, after):
    sealed = seal(permit, 1)
    assert check_addresses.unseal(sealed, POLL, at=NOW + GOOD_FOR)
    assert check_addresses.unseal(sealed, poll, at=NOW + after) is None


@pytest.mark.parametrize("place", [0, 6, 60, -2])
def test_one_that_was_changed_opens_nothing(permit, place):
    sealed = list(seal(permit, 1))
    sealed[place] = "2" if sealed[place] != "2" else "3"
    assert check_addresses.unseal("".join(sealed), POLL, at=NOW) is None


@pytest.mark.parametrize("sealed", ["", "0001-", "0001-" + "é" * 100, "0001-" + "a" * 101, "x" * 9_000])
def test_what_never_was_one_opens_nothing(permit, sealed):
    assert check_addresses.unseal(sealed, POLL, at=NOW) is None


def test_it_is_closed_for_good_when_the_key_is_destroyed(permit):
    sealed = seal(permit, 1)
    key_files.destroy(mark_keys.for_minting(at=NOW).path)
    mark_keys._secret_cache.clear()
    assert check_addresses.unseal(sealed, POLL, at=NOW) is None
