import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles import publishing
from articles.models import Statement, StatementVersion
from articles.statements import in_force
from psyweb.content_pack import Outcome, PackRefused, load, read_pack
from tests.moments import NOW, in_days, iso_day

pytestmark = pytest.mark.django_db
CONTENT = Path(__file__).parents[2] / "content"
NAME = "made-up-warning"


@pytest.fixture
def site(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.POLL_KEY_DIR = tmp_path / "keys"


@pytest.fixture
def pack(tmp_path):
    folder = Path(shutil.copytree(CONTENT, tmp_path / "pack"))
    write(folder)
    return folder


def write(folder, *, file=NAME, day=-9, title="A made-up warning", body="Made-up words. [study]"):
    (folder / "statements" / f"{file}.md").write_text(
        f"---\nslug: {NAME}\ntitle: {title}\neffective_from: {iso_day(day)}\nsources:\n"
        "  - key: study\n    publisher: Nobody\n    title: A made-up study\n    url: https://example.org/\n"
        f'    kind: study\n    published: "2024"\n---\n\n{body}\n'
    )


def loaded(folder):
    lines = load(read_pack(folder)).lines
    return [outcome for kind, name, outcome in lines if (kind, name) == ("statements", NAME)]


def versions():
    return list(
        StatementVersion.objects.filter(statement__slug=NAME).order_by("number").values_list("title", flat=True)
    )


def test_every_statement_of_the_pack_is_in_force_and_says_who_loaded_it(site, client):
    call_command("load_content", CONTENT, stdout=StringIO())
    names = [path.stem for path in sorted((CONTENT / "statements").glob("*.md"))]
    assert list(in_force(names)) == names
    for name in names:
        page = client.get(f"/statements/{name}/").content.decode()
        assert "Loaded with the site, not approved by a second person." in page
        assert "Not yet reviewed by a clinician" in page


def test_a_second_load_changes_nothing(site, pack):
    assert loaded(pack) == [Outcome.CREATED]
    assert loaded(pack) == [Outcome.KEPT]
    assert versions() == ["A made-up warning"]


def test_a_version_of_a_later_day_supersedes(site, pack):
    loaded(pack)
    write(pack, day=-1, title="Newer")
    assert loaded(pack) == [Outcome.CREATED]
    assert versions() == ["A made-up warning", "Newer"]
    assert in_force([NAME])[NAME].title == "Newer"


def test_two_versions_of_one_pack_are_loaded_by_day(site, pack):
    write(pack, file="another", day=-3, title="Newer")
    assert loaded(pack) == [Outcome.CREATED, Outcome.CREATED]
    assert versions() == ["A made-up warning", "Newer"]


def test_another_text_of_the_same_day_is_named_and_changes_nothing(site, pack):
    loaded(pack)
    write(pack, title="Changed")
    assert loaded(pack) == [Outcome.KEPT_PUBLIC]
    assert versions() == ["A made-up warning"]


def test_an_older_pack_supersedes_nothing(site, pack):
    loaded(pack)
    write(pack, day=-20, title="Older")
    assert loaded(pack) == [Outcome.KEPT_PUBLIC]
    assert in_force([NAME])[NAME].title == "A made-up warning"


def test_a_statement_that_the_desk_has_written_anew_is_kept(site, pack):
    loaded(pack)
    editor = User.objects.create_superuser("editor")
    draft = StatementVersion.objects.create(
        statement=Statement.objects.get(slug=NAME), title="Of the desk", effective_from=in_days(0), body="Words.",
        written_by=editor, saved_at=NOW,
    )  # fmt: skip
    publishing.approve_statement(draft, by=editor, expected=NOW, own_reason="Made up.")
    write(pack, day=0, title="Of the pack")
    assert loaded(pack) == [Outcome.KEPT_CHANGED]
    assert in_force([NAME])[NAME].title == "Of the desk"


FAULTS = [
    ({"body": "Words. [nobody] [study]"}, "has this key"),
    ({"body": "Words."}, "No section cites the source “study”"),
    ({"body": "### A heading\n\nWords. [study]"}, ":14: "),
    ({"body": ""}, "The statement is empty."),
    ({"title": "x" * 121}, "longer than the 120 characters"),
    ({"body": "See [it](article:nowhere). [study]"}, "There is no article “nowhere” in the pack."),
]


@pytest.mark.parametrize(("fields", "reason"), FAULTS, ids=[reason for _fields, reason in FAULTS])
def test_a_fault_is_named_with_its_file(pack, fields, reason):
    write(pack, **fields)
    with pytest.raises(PackRefused) as refused:
        read_pack(pack)
    assert {fault.file for fault in refused.value.faults} == {f"statements/{NAME}.md"}
    assert reason in str(refused.value)


def test_an_article_that_names_an_unknown_statement_is_refused_with_its_line(pack):
    path = pack / "articles" / "talking-therapies.edition-2.md"
    lines = path.read_text().split("\n")
    path.write_text("\n".join([*lines, "", "::: statement nowhere", ""]))
    with pytest.raises(PackRefused) as refused:
        read_pack(pack)
    assert str(refused.value) == (
        f"articles/talking-therapies.edition-2.md:{len(lines) + 2}: There is no statement “nowhere” in the pack."
    )
