"""What a form of the desk is sent by mistake or on purpose: refused by its field, with all else that was typed."""

import pytest

from articles.editing.forms.articles import LONGEST_BODY
from articles.editing.forms.notices import NoticeForm
from articles.models import Article
from tests.moments import in_days, in_words, iso_day

from ..desk_pages import page, posted
from ..factories import change

FIVE_MEGABYTES = "word " * 1_000_000
LAST_REVIEW = in_words(in_days(344))  # A year, also a leap year, after the facts of `make_document` were checked.
BAD = [
    pytest.param({"sections-0-body": FIVE_MEGABYTES}, "This is too long: 4,999,999 characters", id="5 MB in a section"),
    pytest.param({"summary": "x" * 3_000}, "This is too long", id="a summary that is an article"),
    pytest.param({"key_points": "x\n" * 20_000}, "This is too long", id="endless key points"),
    pytest.param({"sources-0-url": "javascript:alert(1)"}, "Give a web address", id="a script as address"),
    pytest.param({"sources-0-url": "data:text/html,x"}, "Give a web address", id="data as address"),
    pytest.param({"sources-0-url": "file:///etc/passwd"}, "Give a web address", id="a file as address"),
    pytest.param({"title": "a\x00b"}, "Null characters are not allowed", id="NUL in the title"),
    pytest.param({"key_points": "a\x00b"}, "Null characters are not allowed", id="NUL in a list"),
    pytest.param({"sections-0-body": "a\x00b"}, "Null characters are not allowed", id="NUL in a section"),
    pytest.param({"title": "a\x0bb"}, "(U+000B) stands after “a”", id="a control character in the title"),
    pytest.param({"key_points": "a\x0bb"}, "(U+000B)", id="a control character in a list"),
    pytest.param({"sections-0-body": "a\ufffeb"}, "(U+FFFE)", id="no character in a section"),
    pytest.param({"sources-0-title": "a\x1fb"}, "(U+001F)", id="a control character in a source"),
    pytest.param({"tags": "Not a tag!"}, "a short name has small letters", id="a tag that is none"),
    pytest.param({"picture": "9999999"}, "Select a valid choice", id="a picture that is not there"),
    pytest.param({"owner": "x"}, "Select a valid choice", id="an owner that is none"),
    pytest.param({"review_due_on": "tomorrow"}, "Enter a valid date", id="a day that is none"),
    pytest.param(
        {"review_due_on": iso_day(800)},
        f"within a year: by {LAST_REVIEW}",
        id="a review in years",
        marks=pytest.mark.dated,
    ),
    pytest.param(
        {"facts_checked_on": "", "review_due_on": iso_day(36_500)},
        "within a year",
        id="a review in years of no check",
        marks=pytest.mark.dated,
    ),
    pytest.param({"sections-0-position": "-1"}, "greater than or equal to 0", id="a place before the first"),
    pytest.param({"sections-0-body": "a\n" * 3_000}, "60,000 are the most", id="a page of too many lines"),
    pytest.param({"title": "Sleep\u202epills"}, "(U+202E RIGHT-TO-LEFT OVERRIDE) stands after “Sleep”", id="title"),
    pytest.param({"key_points": "Rest &amp; sleep"}, "“&amp;amp;” is shown as it is", id="the code of a character"),
    pytest.param({"slug": "trail-"}, "single hyphens between them", id="a short name that no link can name"),
    pytest.param({"slug": "under_score"}, "single hyphens between them", id="a short name with an underscore"),
    pytest.param({"sections-TOTAL_FORMS": "61"}, "at most 60 forms", id="more sections than a page can have"),
    pytest.param({"sources-0-key": "x" * 60}, "at most 40 characters", id="a key that is too long"),
]


@pytest.mark.parametrize(("fields", "message"), BAD)
def test_a_wrong_entry_is_refused_by_its_field_and_the_rest_stays(desk, draft, author, fields, message):
    """Invariant 9."""
    answer = desk(author).post(page("change", draft.pk), posted(draft, author="Typed beside it", **fields))
    assert answer.status_code == 200
    assert message in answer.content.decode().replace("4999999", "4,999,999")
    assert 'value="Typed beside it"' in answer.content.decode()
    assert (draft.versions.count(), Article.objects.get(pk=draft.pk).author) == (1, draft.author)


def test_a_review_in_years_that_is_stored_does_not_stop_the_mending_of_a_typo(desk, draft, author):
    change(draft, by=author, review_due_on=iso_day(800))
    client = desk(author)
    assert client.post(page("change", draft.pk), posted(draft, summary="Mended.")).status_code == 302
    assert Article.objects.get(pk=draft.pk).summary == "Mended."
    assert f"choose {LAST_REVIEW} or a day before it" in client.get(page("change", draft.pk)).text


def test_a_notice_with_a_character_that_no_page_can_show_is_refused(db):
    assert "(U+000B) stands after “a”" in str(NoticeForm({"body": "a\x0bb"}).errors["body"])


def test_a_section_that_is_just_short_enough_is_saved(desk, draft, author):
    body = ("word " * LONGEST_BODY)[: LONGEST_BODY - 1] + "."
    assert desk(author).post(page("change", draft.pk), posted(draft, **{"sections-0-body": body})).status_code == 302


def test_half_a_character_is_stored_as_the_sign_for_it(desk, draft, author):
    """A lone surrogate is no text: the request's decoder replaces it before any form sees it."""
    sent = posted(draft, title="MARK")
    data = "&".join(
        f"{name}={one}" for name, value in sent.items() for one in (value if isinstance(value, list) else [value])
    )
    raw = data.replace(" ", "+").replace("\n", "%0A").replace("MARK", "a%ED%A0%80b")
    desk(author).post(page("change", draft.pk), raw, content_type="application/x-www-form-urlencoded")
    assert set(Article.objects.get(pk=draft.pk).title) == set("a\ufffdb")


def test_script_in_a_text_is_words_in_the_preview_and_blocks_publication(desk, draft, author):
    data = posted(draft, **{"sections-0-body": "<script>alert(1)</script> [study]"})
    client = desk(author)
    shown = client.post(page("unsaved", draft.pk, "preview"), data).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "This may not be used: HTML (" in client.post(page("unsaved", draft.pk, "checks"), data).content.decode()


def test_the_checks_of_an_endless_text_take_no_endless_time(desk, draft, author):
    data = posted(draft, **{"sections-0-body": FIVE_MEGABYTES})
    assert desk(author).post(page("unsaved", draft.pk, "checks"), data).status_code == 413
    assert desk(author).post(page("unsaved", draft.pk, "autosave"), data).status_code == 413
