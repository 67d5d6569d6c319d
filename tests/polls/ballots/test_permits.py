from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.signing import Signer

from polls import retention
from polls.ballots import mark_keys, permits
from polls.ballots.permits import BadPermit

from ..factories import DAY, NOW

pytestmark = pytest.mark.dated

POLL = uuid4()
NEVER_MADE = 7


def test_a_permit_is_read_as_it_was_minted():
    assert permits.read(permits.mint(POLL, at=NOW), POLL, at=NOW).issued_on == NOW.date()


def test_a_permit_leaves_the_same_mark_each_time():
    token = permits.mint(POLL, at=NOW)
    assert permits.read(token, POLL, at=NOW).mark == permits.read(token, POLL, at=NOW + DAY).mark


def test_two_permits_leave_two_marks():
    marks = {permits.read(permits.mint(POLL, at=NOW), POLL, at=NOW).mark for _ in range(2)}
    assert len(marks) == 2


def test_all_permits_have_one_length():
    assert len({len(permits.mint(POLL, at=NOW + day * DAY)) for day in range(40)}) == 1


@pytest.mark.parametrize(
    "age", [timedelta(0), retention.PERMIT_GOOD_FOR + timedelta(hours=11)], ids=["at once", "late on the last day"]
)
def test_is_good_from_its_day_to_its_last(age):
    assert permits.read(permits.mint(POLL, at=NOW), POLL, at=NOW + age)


@pytest.mark.parametrize(
    "age",
    [-DAY, retention.PERMIT_GOOD_FOR + DAY, retention.PERMIT_GOOD_FOR + 400 * DAY],
    ids=["from tomorrow", "a day too old", "a year too old"],
)
def test_refuses_a_permit_of_another_time(age):
    token = permits.mint(POLL, at=NOW)
    with pytest.raises(BadPermit):
        permits.read(token, POLL, at=NOW + age)


def test_refuses_a_permit_of_another_poll():
    with pytest.raises(BadPermit):
        permits.read(permits.mint(uuid4(), at=NOW), POLL, at=NOW)


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1], lambda token: "9" + token[1:], str.upper], ids=["cut", "edited", "upper"]
)
def test_refuses_a_permit_that_was_changed(change):
    token = permits.mint(POLL, at=NOW)
    with pytest.raises(BadPermit):
        permits.read(change(token), POLL, at=NOW)


@pytest.mark.parametrize("text", ["", ".", "a.b", "\x00", "é" * 50, "x" * 10_000, "0001-20261123-" + "0" * 32])
def test_refuses_what_is_no_permit(text):
    with pytest.raises(BadPermit):
        permits.read(text, POLL, at=NOW)


@pytest.mark.parametrize(
    "value",
    ["0001-20261123-short", "0001-20269999-" + "0" * 32, f"{NEVER_MADE:04d}-20261123-" + "0" * 32],
    ids=["short nonce", "no such day", "a key that was never made"],
)
def test_refuses_a_signed_text_that_is_no_permit(value):
    permits.mint(POLL, at=NOW)
    token = Signer(salt=f"polls.permit.{POLL}", sep=".").sign(value)
    with pytest.raises(BadPermit):
        permits.read(token, POLL, at=NOW)


def test_marks_cannot_be_told_without_the_key_file(settings, tmp_path):
    token = permits.mint(POLL, at=NOW)
    mark = permits.read(token, POLL, at=NOW).mark
    settings.POLL_KEY_DIR = tmp_path / "another"
    permits.mint(POLL, at=NOW)
    assert permits.read(token, POLL, at=NOW).mark != mark


def test_a_new_mark_key_is_used_from_its_second_day_on():
    permits.mint(POLL, at=NOW)
    renewed = NOW + retention.MARK_KEY_RENEWED_AFTER
    mark_keys.rotate(at=renewed)
    settled = renewed + retention.MARK_KEY_SETTLES_IN
    assert [mark_keys.for_minting(at=at).version for at in (renewed, settled - DAY, settled)] == [1, 1, 2]


def test_an_old_mark_key_outlives_its_last_permit():
    permits.mint(POLL, at=NOW)
    rotated = NOW + retention.MARK_KEY_RENEWED_AFTER
    mark_keys.rotate(at=rotated)
    token = permits.mint(POLL, at=rotated)
    last = rotated + retention.PERMIT_GOOD_FOR
    mark_keys.rotate(at=last)
    assert permits.read(token, POLL, at=last)


def test_an_old_mark_key_is_destroyed_when_no_permit_needs_it():
    permits.mint(POLL, at=NOW)
    rotated = NOW + retention.MARK_KEY_RENEWED_AFTER
    mark_keys.rotate(at=rotated)
    for late, kept in ((timedelta(0), [1, 2]), (DAY, [2])):
        mark_keys.rotate(at=rotated + retention.MARK_KEY_OUTLIVES_SUCCESSOR + late)
        assert [key.version for key in mark_keys.all_versions()][: len(kept)] == kept


def test_a_version_that_was_made_on_two_days_keeps_its_secret():
    """Of two processes that renew the key around midnight. The folder lists its files in any order."""
    permits.mint(POLL, at=NOW)
    renewed = NOW + retention.MARK_KEY_RENEWED_AFTER
    mark_keys._make(2, (renewed + DAY).date())
    secret = mark_keys._make(2, renewed.date()).secret()
    mark_keys.rotate(at=renewed + DAY + retention.MARK_KEY_OUTLIVES_SUCCESSOR + DAY)
    assert mark_keys.secret_of(2) == secret
