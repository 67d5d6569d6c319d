"""What the form asks while somebody writes: checks, preview, and a safe place. Nothing of it is saved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.editing.forms.fields import RECENT_PICTURES
from articles.models import Article, Edition, Picture
from articles.publishing import sign, submit
from desk.models import Autosave
from tests.moments import iso_day

from ..desk_pages import page, posted, posted_new
from ..factories import change, make_section

SCRIPT = {"X-Requested-With": "fetch"}


def unsaved(what, article=None):
    return page("unsaved", article.pk, what) if article else page("unsaved_new", what)


def checks(client, data, article=None):
    return client.post(unsaved("checks", article), data, headers=SCRIPT).content.decode()


# Checks


def test_checks_what_is_typed_not_what_is_stored(desk, draft, author):
    answer = checks(desk(author), posted(draft, author=""), draft)
    assert "Say who wrote the page." in answer
    assert "JAMA benchmarks: authorship" in answer
    assert Article.objects.get(pk=draft.pk).author == "A test author"


def test_an_article_that_was_never_saved_is_checked(desk, author, notices):
    answer = checks(desk(author), posted_new(title="New"))
    assert "Name at least one source." in answer
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"author": ""}, 'href="#id_author" data-quote=""'),
        ({"summary": "**Bold**"}, 'href="#id_summary" data-quote="**Bold**"'),
        ({"sections-0-body": "Said. [study] [nobody]"}, 'href="#id_sections-0-body" data-quote="[nobody]"'),
        ({"sections-0-body": "Fine. [study]\n\n> No"}, 'href="#id_sections-0-body" data-quote="&gt; No"'),
        ({"sources-0-publisher": ""}, 'href="#sources-group" data-quote="study"'),
    ],
    ids=["a field", "a part", "words", "a line", "a source"],
)
def test_each_finding_leads_to_its_place(desk, draft, author, fields, link):
    assert link in checks(desk(author), posted(draft, **fields), draft)


def test_a_section_that_was_moved_is_found_by_its_number_in_the_form(desk, draft, author):
    rows = [("", "overview", "Fine. [study]", 2), ("New", "causes", "Said. [nobody]", 1)]
    data = {"sections-TOTAL_FORMS": 2} | {
        f"sections-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in zip(("heading", "aspect", "body", "position"), row, strict=True)
    }
    assert 'href="#id_sections-1-body"' in checks(desk(author), posted(draft, **data), draft)


def test_a_finding_that_is_overridden_is_said_to_be(desk, draft, publisher):
    change(draft, by=publisher, author="")
    data = {"check": "author-line", "reason": "Made up for a test.", "expires_on": iso_day(27)}
    client = desk(publisher)
    assert client.post(page("do", draft.pk, "override"), data).status_code == 302
    assert "Overridden." in checks(client, posted(draft), draft)


def test_a_dose_that_is_typed_anew_loses_the_signature_before_it_is_saved(desk, draft, author, reviewer):
    change(draft, by=author, sections=[make_section(body="Some take 20 mg. [study]")])
    submit(draft, by=author)
    sign(draft, by=reviewer, name="R. Viewer", role="made-up nurse", expected=2)
    client, unsigned = desk(author), "No clinician has signed this text"
    assert unsigned not in checks(client, posted(draft), draft)
    assert unsigned in checks(client, posted(draft, **{"sections-0-body": "Some take 40 mg. [study]"}), draft)


TOO_MANY_LINES = {"sections-0-body": "a\n" * 3_000 + "<script>"}


def test_what_is_too_much_to_save_is_not_read_by_the_checks(desk, draft, author):
    """To read it all would keep readers waiting too, for as long as a minute."""
    answer = desk(author).post(unsaved("checks", draft), posted(draft, **TOO_MANY_LINES))
    assert answer.status_code == 413
    assert "60,000 are the most" in answer.text
    assert "may not be used: HTML" not in answer.text


def test_without_a_script_the_checks_are_a_page(desk, draft, author):
    answer = desk(author).post(unsaved("checks", draft), posted(draft, author=""))
    assert "<title>" in answer.content.decode()
    assert "Say who wrote the page." in answer.content.decode()


def test_the_form_of_a_saved_article_shows_its_checks(desk, draft, author):
    change(draft, by=author, author="")
    answer = desk(author).get(page("change", draft.pk)).content.decode()
    assert "Say who wrote the page." in answer


# Preview


def test_the_preview_draws_what_is_typed_by_the_public_pages_template(desk, draft, author):
    answer = desk(author).post(
        unsaved("preview", draft), posted(draft, **{"sections-0-body": "Typed just now. [study]"})
    )
    assert "articles/article_detail.html" in {template.name for template in answer.templates}
    assert "Typed just now." in answer.content.decode()
    assert not Edition.objects.exists()


def test_a_page_that_hardly_began_is_drawn(desk, author, notices):
    data = posted_new(**{"sections-TOTAL_FORMS": 1, "sections-0-body": "First words."})
    answer = desk(author).post(unsaved("preview"), data)
    assert answer.status_code == 200
    assert "First words." in answer.content.decode()


@pytest.mark.parametrize("total", ["", "x", "999999999", "²"])
def test_a_form_without_its_counts_is_no_accident(desk, draft, author, total):
    data = posted(draft, **{"sections-TOTAL_FORMS": total, "version_number": "²"})
    assert desk(author).post(unsaved("preview", draft), data).status_code == 200


# Unsaved text


def test_what_is_typed_is_kept_and_offered_back_with_what_it_would_change(desk, draft, author):
    client = desk(author)
    assert client.post(unsaved("autosave", draft), posted(draft, summary="Typed and not saved.")).status_code == 200
    answer = client.get(page("change", draft.pk)).content.decode()
    assert "You have unsaved text from" in answer
    assert "Typed and" in answer.split("What it would change")[1]
    assert Article.objects.get(pk=draft.pk).summary == "A made-up page."


def test_unsaved_text_comes_back_into_the_form(desk, draft, author):
    client = desk(author)
    client.post(unsaved("autosave", draft), posted(draft, title="", summary="Typed and not saved."))
    answer = client.post(page("change", draft.pk), {"_restore": "yes"}).content.decode()
    assert "Typed and not saved.</textarea>" in answer
    assert "Your text is back in the form." in answer
    assert draft.versions.count() == 1


def test_unsaved_text_of_a_new_article_comes_back(desk, author, notices):
    client = desk(author)
    client.post(unsaved("autosave"), posted_new(title="New", slug="new"))
    assert "You have unsaved text from" in client.get(page("add")).content.decode()
    assert 'value="New"' in client.post(page("add"), {"_restore": "yes"}).content.decode()
    assert not Article.objects.exists()


def test_unsaved_text_against_a_newer_version_meets_the_conflict_page(desk, draft, author, publisher):
    """Invariant 9."""
    client = desk(author)
    client.post(unsaved("autosave", draft), posted(draft, title="Mine"))
    change(draft, by=publisher, expected=1, title="Theirs")
    assert client.post(page("change", draft.pk), {"_restore": "yes"}).status_code == 409


def test_a_save_takes_the_unsaved_text_away(desk, draft, author):
    client = desk(author)
    client.post(unsaved("autosave", draft), posted(draft, title="Mine"))
    client.post(page("change", draft.pk), posted(draft, title="Mine"))
    assert not Autosave.objects.exists()


def test_unsaved_text_is_let_go(desk, draft, author):
    client = desk(author)
    client.post(unsaved("autosave", draft), posted(draft, title="Mine"))
    client.post(unsaved("discard", draft))
    assert "You have unsaved text" not in client.get(page("change", draft.pk)).content.decode()


def test_text_that_waits_is_not_replaced_by_another_tabs(desk, draft, author):
    """Invariant 9."""
    client = desk(author)
    client.post(unsaved("autosave", draft), posted(draft, title="Mine"))
    assert client.post(unsaved("autosave", draft), posted(draft, title="Another tab")).status_code == 409
    assert ["title", "Mine"] in Autosave.objects.get().typed


def test_nobody_sees_what_another_did_not_save(desk, draft, author, publisher):
    desk(author).post(unsaved("autosave", draft), posted(draft, title="Mine"))
    assert "Mine" not in desk(publisher).get(page("change", draft.pk)).content.decode()


@pytest.mark.parametrize("what", ["checks", "preview", "autosave", "discard"])
def test_who_may_not_edit_is_refused(desk, draft, stranger, what):
    assert desk(stranger).post(unsaved(what, draft), posted(draft)).status_code == 403


def test_reading_keeps_nothing(desk, draft, author):
    assert desk(author).get(unsaved("autosave", draft)).status_code == 404


def test_an_ended_session_is_led_to_the_log_in(client, draft):
    answer = client.post(unsaved("autosave", draft), posted(draft))
    assert answer.status_code == 302
    assert reverse("admin:login") in answer["Location"]


# Many


def make_many(count):
    pictures = Picture.objects.bulk_create(
        Picture(sha256=f"{number:064}", file=f"pictures/{number}.webp", width=400, height=300, alt=f"Made up {number}")
        for number in range(Picture.objects.count(), count)
    )
    Article.objects.bulk_create(
        Article(slug=f"made-up-{picture.pk}", title="Made up", picture=picture) for picture in pictures
    )


def queries_of(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_form_and_list_take_no_more_queries_among_many(desk, draft, publisher):
    client = desk(publisher)
    addresses = [page("change", draft.pk), page("changelist")]
    make_many(10)
    for address in addresses:  # Content types are remembered, whichever test first asks for them.
        queries_of(client, address)
    few = [queries_of(client, address) for address in addresses]
    make_many(60)
    assert [queries_of(client, address) for address in addresses] == few
    assert client.get(addresses[0]).content.decode().count('class="picture-choice"') == RECENT_PICTURES


def test_a_page_that_is_too_large_is_refused_in_plain_words(desk, draft, author):
    """20 sections that each are short enough: their checks would take seconds, and no one of them is at fault."""
    long = {f"sections-{number}-body": "A made-up sentence. " * 2_400 for number in range(20)}
    heads = {f"sections-{number}-heading": f"Part {number}" for number in range(20)}
    sent = posted(draft, **long, **heads) | {"sections-TOTAL_FORMS": "20"}
    client = desk(author)
    checks = client.post(page("unsaved", draft.pk, "checks"), sent, headers={"X-Requested-With": "fetch"})
    preview = client.post(page("unsaved", draft.pk, "preview"), sent)
    assert (checks.status_code, preview.status_code) == (413, 413)
    assert "where 60,000 are the most" in checks.text
    assert 'data-blocking="1"' in checks.text
    assert "Divide it into two pages." in preview.text
