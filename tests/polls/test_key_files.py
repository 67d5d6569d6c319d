import stat

from polls import key_files


def test_only_the_owner_can_read_a_secret():
    path = key_files.folder("box") / "made-up.key"
    key_files.keep(path, b"secret")
    assert stat.S_IMODE(path.stat().st_mode) == 0o400


def test_only_the_owner_can_enter_the_folder():
    assert stat.S_IMODE(key_files.folder("box").parent.stat().st_mode) == 0o700


def test_the_first_secret_under_a_name_stays():
    path = key_files.folder("box") / "made-up.key"
    key_files.keep(path, b"first")
    assert key_files.keep(path, b"second") == b"first"


def test_leaves_no_draft_behind():
    path = key_files.folder("box") / "made-up.key"
    key_files.keep(path, b"first")
    key_files.keep(path, b"second")
    assert [file.name for file in path.parent.iterdir()] == ["made-up.key"]


def test_a_destroyed_secret_is_gone():
    path = key_files.folder("box") / "made-up.key"
    key_files.keep(path, b"secret")
    key_files.destroy(path)
    assert not path.exists()


def test_destroying_what_is_gone_is_no_fault():
    key_files.destroy(key_files.folder("box") / "never-there.key")
