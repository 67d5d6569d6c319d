import stat

import pytest

from polls import counting
from polls.ballots import key_files, permits

from .. import factories
from ..factories import NOW


def test_only_the_owner_can_read_a_secret():
    path = key_files.folder("box") / "made-up.key"
    key_files.write_once(path, b"secret")
    assert stat.S_IMODE(path.stat().st_mode) == 0o400


def test_only_the_owner_can_enter_the_folder():
    assert stat.S_IMODE(key_files.folder("box").parent.stat().st_mode) == 0o700


def test_the_first_secret_under_a_name_stays():
    path = key_files.folder("box") / "made-up.key"
    key_files.write_once(path, b"first")
    assert key_files.write_once(path, b"second") == b"first"


def test_leaves_no_draft_behind():
    path = key_files.folder("box") / "made-up.key"
    key_files.write_once(path, b"first")
    key_files.write_once(path, b"second")
    assert [file.name for file in path.parent.iterdir()] == ["made-up.key"]


def test_a_destroyed_secret_is_gone():
    path = key_files.folder("box") / "made-up.key"
    key_files.write_once(path, b"secret")
    key_files.destroy(path)
    assert not path.exists()


def test_destroying_what_is_gone_is_no_fault():
    key_files.destroy(key_files.folder("box") / "never-there.key")


@pytest.mark.django_db(transaction=True)
def test_every_secret_of_a_poll_can_be_read_by_its_owner_alone():
    poll = factories.make_harmless_poll(at=NOW)
    permits.mint(poll.pk, at=NOW)
    factories.cast(poll, 1, at=NOW)
    counting.count(poll, at=NOW)
    secrets = list(key_files.folder("box").parent.rglob("*.key"))
    assert {path.parent.name for path in secrets} == {"box", "mark", "signing"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets} == {0o400}
    assert {stat.S_IMODE(path.parent.stat().st_mode) for path in secrets} == {0o700}


@pytest.mark.django_db(transaction=True)
def test_no_secret_of_a_poll_is_in_its_database():
    poll = factories.make_harmless_poll(at=NOW)
    permits.mint(poll.pk, at=NOW)
    columns = {field.name for field in poll.box_keys.model._meta.get_fields() if field.concrete}
    stored = {bytes(key.public) for key in poll.box_keys.all()}
    assert columns == {"id", "poll", "box", "public", "made_on", "retired_at", "destroyed_on"}
    assert stored.isdisjoint({path.read_bytes() for path in key_files.folder("box").glob("*.key")})
