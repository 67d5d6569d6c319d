import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.files.storage import default_storage
from django.core.management import call_command

from articles.models import Article, Edition, HelpLine, IndexTerm, Notice, Topic, WarningSigns
from articles.publishing import save_version
from polls.models import Poll
from psyweb.content_pack import Outcome, PackRefused, load, read_pack
from psyweb.content_pack.drawings import size_and_faults

CONTENT = Path(__file__).parents[2] / "content"
MAIN = "treatment-resistant-depression"
NEWEST = "articles/talking-therapies.edition-2.md"


@pytest.fixture
def site(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.POLL_KEY_DIR = tmp_path / "keys"


@pytest.fixture
def pack(tmp_path):
    """A copy to spoil."""
    return Path(shutil.copytree(CONTENT, tmp_path / "pack"))


@pytest.fixture
def editor(db):
    return User.objects.create_superuser("editor")


def run(folder):
    """(exit status, what was said, what was complained of)"""
    out, err = StringIO(), StringIO()
    try:
        call_command("load_content", folder, stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def spoil(pack, file, old, new):
    path = pack / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


# The whole pack


def test_everything_of_the_pack_is_there_after_loading(site):
    status, said, complaints = run(CONTENT)
    assert (status, complaints) == (0, "")
    counts = [model.objects.count() for model in (Topic, Article, Edition, Notice, HelpLine, IndexTerm, Poll)]
    assert counts == [2, 5, 11, 8, 23, 24, 1]
    assert "editions 11 0 0" in " ".join(said.split())


def test_earlier_editions_of_the_main_article_are_history_and_the_newest_is_live(site):
    run(CONTENT)
    editions = Edition.objects.filter(slug=MAIN)
    assert [edition.number for edition in editions.public().order_by("number")] == [1, 2, 3]
    assert editions.visible().get().number == 3


def test_edition_1_shows_why_it_passed_the_checks(site):
    """Invariant 10."""
    run(CONTENT)
    first = Edition.objects.get(slug=MAIN, number=1)
    blocking = {found["check"] for found in first.checks["found"] if found["level"] == "block"}
    assert blocking
    assert {(made["check"], made["reason"]) for made in first.checks["overrides"]} == {
        (check, "carried over, kept as history") for check in blocking
    }


def test_live_editions_passed_the_checks_without_override(site):
    """Invariant 10."""
    run(CONTENT)
    for edition in Edition.objects.visible():
        assert edition.checks["overrides"] == []
        assert "block" not in {found["level"] for found in edition.checks["found"]}
        assert edition.checks["approval"] == "content pack"


def test_the_publishing_user_cannot_log_in(site):
    run(CONTENT)
    user = User.objects.get(username="content-pack")
    assert not user.has_usable_password()
    assert authenticate(username="content-pack", password="") is None


def test_an_override_of_history_does_not_let_a_later_text_pass(site):
    run(CONTENT)
    article = Article.objects.get(slug=MAIN)
    assert article.overrides.exists()
    assert not article.overrides.valid(on=Edition.objects.first().publish_at.date()).exists()


# Run again


def test_a_second_run_changes_nothing(site):
    run(CONTENT)
    summary = load(read_pack(CONTENT))
    assert {outcome for _kind, _name, outcome in summary.lines} == {Outcome.KEPT}
    assert (Edition.objects.count(), HelpLine.objects.count()) == (11, 23)


def test_an_article_that_an_editor_changed_is_kept(site, pack, editor):
    run(CONTENT)
    article = Article.objects.get(slug="talking-therapies")
    article.title = "An editor's title"
    article.save()
    save_version(article, by=editor)
    new = (pack / NEWEST).read_text().replace("edition: 2", "edition: 3")
    (pack / "articles/talking-therapies.edition-3.md").write_text(new)
    status, said, _ = run(pack)
    assert status == 0
    assert "kept because an editor changed it" in said
    article.refresh_from_db()
    assert (article.title, article.editions.count()) == ("An editor's title", 2)


def test_a_new_edition_in_the_pack_is_published(site, pack):
    run(CONTENT)
    new = (pack / NEWEST).read_text().replace("edition: 2", "edition: 3")
    (pack / "articles/talking-therapies.edition-3.md").write_text(new.replace("Talking therapies\n", "Therapies\n"))
    run(pack)
    assert Edition.objects.visible().get(slug="talking-therapies").number == 3


def test_a_changed_file_of_a_public_edition_changes_nothing_and_is_named(site, pack):
    run(CONTENT)
    spoil(pack, NEWEST, "title: Talking therapies", "title: Therapies")
    _, said, _ = run(pack)
    assert "talking-therapies, edition 2: kept because it is public" in said
    assert Edition.objects.visible().get(slug="talking-therapies").title == "Talking therapies"


def test_a_help_line_that_an_editor_changed_is_kept(site):
    run(CONTENT)
    HelpLine.objects.filter(name="Shout").update(hours="by day")
    _, said, _ = run(CONTENT)
    assert "Shout (United Kingdom): kept because an editor changed it" in said
    assert HelpLine.objects.get(name="Shout").hours == "by day"


def test_a_help_line_that_an_editor_deleted_stays_away(site):
    run(CONTENT)
    HelpLine.objects.filter(name="Shout").delete()
    run(CONTENT)
    assert not HelpLine.objects.filter(name="Shout").exists()


def test_a_help_line_that_only_the_pack_changed_is_brought_up_to_date(site, pack):
    run(CONTENT)
    spoil(pack, "helplines.yaml", 'text: "85258"', 'text: "85259"')
    run(pack)
    assert HelpLine.objects.get(name="Shout").text == "85259"


def test_a_lost_picture_is_put_back(site):
    run(CONTENT)
    name = Article.objects.get(slug=MAIN).picture.file.name
    default_storage.delete(name)
    run(CONTENT)
    assert default_storage.exists(name)


def test_a_poll_is_opened_with_what_was_carried_over(site):
    run(CONTENT)
    poll = Poll.objects.get()
    assert (poll.slug, poll.opening, poll.opened_by.username) == ("antidepressant-use", "loaded", "content-pack")
    assert WarningSigns.objects.count() == 1


# Refusals: file, line, reason; nothing loaded

THERAPY, DEPRESSION = "articles/talking-therapies.edition-1.md", "articles/understanding-depression.edition-1.md"
SPARE = "  - {key: spare, publisher: x, title: x, url: 'https://example.org', kind: study}"
# File, what stood there, what stands there now, what to look for on the line that is named (or its number), the reason.
FAULTS = [
    (THERAPY, "slug: talking", "sluug: talking", "sluug", "“sluug” is not a field"),
    (THERAPY, "author: PsyWeb editorial team\n", "", 2, "lacks “author”"),
    (THERAPY, "2027-11-23", "2027-11-31", "2027-11-31", "not a day of the calendar"),
    (THERAPY, "2027-11-23", "soon", "review_due_on: soon", "must be a day"),
    (THERAPY, "topic: treatment", "topic: nowhere", "topic: nowhere", "no topic “nowhere”"),
    (THERAPY, "aspect=overview", "aspect=nothing", "aspect=nothing", "“nothing” is not an aspect"),
    (THERAPY, "change_class: new page", "change_class: nice", "change_class", "must be one of"),
    (THERAPY, "kind: charity", "kind: shop", "kind: shop", "must be one of"),
    (THERAPY, "kind: charity", "kind: [charity]", "kind: [", "must be one of"),
    (THERAPY, "https://rethink", "javascript:rethink", "javascript:", "must be an address"),
    (THERAPY, "[nhs] It can", "[nsh] It can", "[nsh]", "“[nsh]” is cited, and no source"),
    (THERAPY, "image:\n", f"{SPARE}\nimage:\n", "spare", "No section cites the source “spare”"),
    (THERAPY, "private. [rethink]", "private. <b>x</b>", "<b>", "HTML"),
    (THERAPY, "file: two-chairs.svg", "file: no-chairs.svg", "image:", "no drawing “no-chairs.svg”"),
    (THERAPY, "edition: 1", "edition: 3", "edition: 3", "without a gap"),
    (THERAPY, "---\nslug", "slug", 1, "front matter"),
    (DEPRESSION, "slug: understanding-depression", "slug: talking-therapies", "slug:", "also stands"),
    (DEPRESSION, "article:treatment", "article:untreatment", "article:untreatment", "no article “untreatment"),
    ("notices/privacy.md", "notice:poll-privacy", "notice:nowhere", "notice:nowhere", "no notice “nowhere”"),
    ("notices/privacy.md", "site.owner", "site.secret_key", "site.secret_key", "not a fact"),
    ("notices/privacy.md", "kind: privacy", "kind: private", "kind: private", "must be one of"),
    ("helplines.yaml", "  - country: CA", "  - country: [", 34, "not YAML"),
    ("helplines.yaml", "name: Shout", "name: Samaritans", 126, "stands twice"),
    ("helplines.yaml", "version: 1", "version: 2", "version: 2", "must be one of: 1"),
    ("topics.yaml", "slug: treatment", "slug: depression", 9, "stands twice"),
    ("topics.yaml", "[understanding-depression,", "[nowhere,", "[nowhere,", "no article “nowhere”"),
    ("polls.yaml", "code: 2", "code: 1", 13, "stands twice"),
    ("polls.yaml", "total: 3979", "total: many", "total: many", "must be a whole number"),
    ("images/two-chairs.svg", "<rect width", '<rect onclick="x()" width', "onclick", "may not be in a drawing"),
    ("images/two-chairs.svg", "<rect width", "<script>x()</script><rect width", "<script>", "<script> may not"),
    ("images/two-chairs.svg", "url(#wall)", "url(https://example.org)", "example.org", "leads out of the drawing"),
    ("images/eight-pots.svg", "{ fill: ", "{ fill: url(https://example.org) ", "<style", "only give classes"),
    ("images/eight-pots.svg", "  <style>", "  <style>@import 'x.css';", "<style", "only give classes"),
    ("images/eight-pots.svg", "</style>", "<g/></style>", "<style", "only give classes"),
    ("images/eight-pots.svg", "<style>", '<style media="all">', "media", "may not be in a drawing"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{entry[0].split('/')[-1]}-{entry[2][:24]}" for entry in FAULTS])
def test_refuses_a_bad_file_with_its_line_and_reason(pack, fault):
    file, old, new, mark, reason = fault
    spoil(pack, file, old, new)
    with pytest.raises(PackRefused) as refused:
        read_pack(pack)
    found = refused.value.faults
    line = mark if isinstance(mark, int) else _line_of(pack / file, mark)
    assert any((fault.file, fault.line) == (file, line) and reason in fault.reason for fault in found), found


def _line_of(path, mark):
    return next(number for number, line in enumerate(path.read_text().splitlines(), start=1) if mark in line)


def test_names_every_bad_file_in_one_run(pack):
    spoil(pack, NEWEST, "kind: charity", "kind: shop")
    spoil(pack, "notices/privacy.md", "kind: privacy", "kind: private")
    spoil(pack, "images/two-chairs.svg", "<rect width", '<rect onclick="x()" width')
    with pytest.raises(PackRefused) as refused:
        read_pack(pack)
    assert {fault.file for fault in refused.value.faults} == {
        NEWEST,
        "notices/privacy.md",
        "images/two-chairs.svg",
    }


def test_names_every_fault_of_one_file_in_one_run(pack):
    """Also those beside a fault: a row that is wrong hides no row that stands twice, and no slug that leads nowhere."""
    spoil(pack, "topics.yaml", "name: Treatment", "nmae: Treatment")
    spoil(pack, "topics.yaml", "slug: treatment", "slug: depression")
    spoil(pack, "topics.yaml", "term: Antidepressants, article: antidepressants-", "term: Anti, article: nowhere-")
    spoil(pack, "topics.yaml", "{term: Dysthymia,", "{term: 5,")
    with pytest.raises(PackRefused) as refused:
        read_pack(pack)
    assert [(fault.line, fault.reason) for fault in refused.value.faults if fault.file == "topics.yaml"] == [
        (9, "Entry 2 of “topics” lacks “name”."),
        (9, "“depression” stands twice."),
        (10, "“nmae” is not a field of entry 2 of “topics”."),
        (14, "There is no article “nowhere-what-to-expect” in the pack."),
        (20, "“term” must be words; a number or a day stands in quotes."),
    ]


def test_a_refused_pack_loads_nothing_and_exits_with_1(site, pack):
    spoil(pack, THERAPY, "kind: charity", "kind: shop")
    status, said, complaints = run(pack)
    assert (status, said) == (1, "")
    assert f"{THERAPY}:46: “kind” must be one of" in complaints
    assert not Topic.objects.exists()


def test_a_live_page_that_a_check_blocks_is_refused_and_nothing_is_loaded(site, pack):
    spoil(pack, NEWEST, "review_due_on: 2027-11-30", "review_due_on: null")
    status, _, complaints = run(pack)
    assert status == 1
    assert f"{NEWEST}:1: Say when the page is due for review." in complaints
    assert not Topic.objects.exists()


@pytest.mark.parametrize("missing", ["topics.yaml", "helplines.yaml", "polls.yaml"])
def test_a_missing_file_is_named(pack, missing):
    (pack / missing).unlink()
    with pytest.raises(PackRefused, match=f"{missing}:1: The file is missing"):
        read_pack(pack)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(PackRefused, match="no such folder"):
        read_pack(tmp_path / "nowhere")


def test_bytes_that_are_no_text_are_named(pack):
    (pack / "notices/about.md").write_bytes(b"---\nslug: about\n\xff\n---\n")
    with pytest.raises(PackRefused, match=r"notices/about\.md:3: This is not UTF-8"):
        read_pack(pack)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 20">{}</svg>'


def test_a_plain_drawing_has_a_size_and_no_fault():
    assert size_and_faults(SVG.format('<path d="M0 0" fill="url(#a)"/>').encode()) == ((10, 20), [])


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x()</script>",
        "<foreignObject/>",
        '<a href="https://example.org"/>',
        '<image href="https://example.org/x.png"/>',
        '<use xlink:href="x.svg#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
        '<g style="background:url(https://example.org)"/>',
        "<style>a{}</style>",
        '<g onload="x()"/>',
        '<rect fill="url(https://example.org)"/>',
        "<animate/>",
    ],
)
def test_a_drawing_holds_shapes_and_nothing_else(inside):
    assert size_and_faults(SVG.format(inside).encode())[1] != []


@pytest.mark.parametrize("start", ['<!DOCTYPE svg [<!ENTITY a "b">]>', "<!DOCTYPE svg>"])
def test_a_drawing_with_entities_is_not_read(start):
    assert size_and_faults((start + SVG.format("")).encode())[0] is None


def test_a_drawing_that_is_broken_or_without_size_is_refused():
    assert size_and_faults(b"<svg")[1] == [(1, "This is not well-formed SVG.")]
    assert size_and_faults(b'<svg xmlns="http://www.w3.org/2000/svg"/>')[1] != []
