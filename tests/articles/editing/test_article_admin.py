"""The desk as its people use it: through the pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Edition, HelpLine, Notice, Status
from tests.moments import iso_day

from ..desk_pages import page, posted, posted_new
from ..factories import change, make_help_line, make_notice, make_section

PUBLICATION = {"change_class": "new page", "change_note": "Made up for a test."}


# Saving


def test_an_author_saves_the_working_copy_as_a_version(desk, draft, author):
    answer = desk(author).post(page("change", draft.pk), posted(draft, title="Another title"))
    assert answer.status_code == 302
    assert draft.versions.last().document["title"] == "Another title"


def test_list_fields_are_one_item_a_line(desk, draft, author):
    desk(author).post(page("change", draft.pk), posted(draft, key_points="One.\n\n  Two. \n"))
    draft.refresh_from_db()
    assert draft.key_points == ["One.", "Two."]


@pytest.mark.parametrize("tag", ["Depresion", "low mood", "-low", "läge"])
def test_a_tag_keeps_to_small_letters_and_hyphens(desk, draft, author, tag):
    answer = desk(author).post(page("change", draft.pk), posted(draft, tags=f"suicide-risk\n{tag}"))
    assert f"“{tag}”: a short name has small letters" in answer.content.decode()


def test_a_new_article_has_room_for_its_first_source(desk, author):
    """A folded one hid what no page goes public without."""
    shown = desk(author).get(page("add")).content.decode()
    assert 'name="sources-0-key"' in shown
    assert "<details" not in shown.split('id="sources-group"')[1].split("submit-row")[0]


def test_sources_that_are_there_stay_folded(desk, draft, author):
    assert (
        "<details"
        in desk(author).get(page("change", draft.pk)).text.split('id="sources-group"')[1].split("submit-row")[0]
    )


def test_a_picture_is_uploaded_from_the_articles_form(desk, author):
    assert f'href="{reverse("admin:articles_picture_add")}" target="_blank"' in desk(author).get(page("add")).text


def test_a_page_may_go_without_a_picture(desk, draft, author):
    assert "No picture" in desk(author).get(page("change", draft.pk)).content.decode()


def test_a_new_section_comes_last(desk, draft, author):
    new = {"sections-TOTAL_FORMS": 2, "sections-1-heading": "Added", "sections-1-aspect": "causes",
           "sections-1-body": "More. [study]", "sections-1-article": draft.pk}  # fmt: skip
    desk(author).post(page("change", draft.pk), posted(draft, **new))
    assert list(draft.sections.values_list("position", "heading")) == [(1, "What it is"), (2, "Added")]


def test_the_line_ends_of_a_browser_are_no_change(desk, draft, author):
    change(draft, by=author, sections=[make_section(body="One. [study]\n\nTwo.")])
    desk(author).post(page("change", draft.pk), posted(draft, **{"sections-0-body": "One. [study]\r\n\r\nTwo."}))
    assert draft.versions.count() == 2


def test_a_new_article_belongs_to_its_writer(desk, author, notices):
    empty = {f"{prefix}-{name}_FORMS": 0 for prefix in ("sections", "sources") for name in ("TOTAL", "INITIAL")}
    data = {"title": "New", "slug": "new", "version_number": 0, **empty}
    assert desk(author).post(page("add"), data).status_code == 302
    article = Article.objects.get(slug="new")
    assert (article.owner, article.versions.count()) == (author, 1)


def test_an_author_hands_an_article_over(desk, draft, author, stranger):
    assert desk(author).post(page("change", draft.pk), posted(draft, owner=stranger.pk)).status_code == 302
    assert Article.objects.get().owner == stranger


def test_an_author_makes_an_article_for_somebody_else(desk, author, stranger, notices):
    data = posted_new(title="New", slug="new", owner=stranger.pk)
    assert desk(author).post(page("add"), data).status_code == 302
    assert Article.objects.get().owner == stranger


def test_saving_changes_nothing_that_readers_see(desk, draft, author, reviewer, publisher):
    """Invariant 6."""
    desk(publisher).post(page("do", draft.pk, "publish-alone"), {**PUBLICATION, "own_reason": "A test."})
    before = desk(author).get(draft.get_absolute_url()).content
    desk(author).post(page("change", draft.pk), posted(draft, title="Not public yet"))
    assert Article.objects.get(pk=draft.pk).title == "Not public yet"
    assert desk(author).get(draft.get_absolute_url()).content == before


def test_a_wrong_entry_gives_back_all_that_was_typed(desk, draft, author):
    """Invariant 9."""
    answer = desk(author).post(page("change", draft.pk), posted(draft, summary="Long words.", title=""))
    assert answer.status_code == 200
    assert "Long words." in answer.content.decode()


@pytest.mark.parametrize("role", ["stranger", "reviewer"])
def test_those_who_may_not_edit_are_refused(request, desk, draft, role):
    answer = desk(request.getfixturevalue(role)).post(page("change", draft.pk), posted(draft, title="No"))
    assert answer.status_code == 403
    assert Article.objects.get(pk=draft.pk).title == "Example"


def test_an_analyst_sees_no_articles(desk, draft, analyst):
    assert desk(analyst).get(page("change", draft.pk)).status_code in {302, 403}
    assert desk(analyst).get(page("preview", draft.pk)).status_code == 403


# The panel and the moves


def test_the_panel_names_what_blocks_with_its_standard(desk, draft, author):
    change(draft, by=author, author="")
    answer = desk(author).get(page("change", draft.pk)).content.decode()
    assert "Say who wrote the page." in answer
    assert "JAMA benchmarks: authorship" in answer


@pytest.mark.parametrize(
    ("role", "status", "expected"),
    [
        ("author", Status.DRAFT, {"submit"}),
        ("stranger", Status.DRAFT, set()),
        ("reviewer", Status.IN_REVIEW, {"approve", "send-back", "sign"}),
        ("author", Status.IN_REVIEW, {"send-back"}),
        ("publisher", Status.DRAFT, {"submit", "publish-alone"}),
        ("publisher", Status.APPROVED, {"send-back", "publish"}),
    ],
)
def test_only_the_buttons_that_will_work_are_shown(  # noqa: PLR0917 (fixtures)
    request, desk, draft, author, role, status, expected
):
    Article.objects.update(status=status, submitted_by=author)
    answer = desk(request.getfixturevalue(role)).get(page("change", draft.pk))
    assert {move.name for move in answer.context["desk"].moves} == expected


def test_submit_approve_and_publish_by_three_people(desk, draft, author, reviewer, publisher):
    desk(author).post(page("do", draft.pk, "submit"))
    desk(reviewer).post(page("do", draft.pk, "approve"))
    desk(publisher).post(page("do", draft.pk, "publish"), PUBLICATION)
    edition = Edition.objects.get()
    assert (edition.checks["approval"], edition.approved_by, edition.published_by) == (
        "second person",
        reviewer,
        publisher,
    )


def test_what_blocks_is_said_on_the_page_of_the_move(desk, draft, author, publisher):
    change(draft, by=author, author="")
    answer = desk(publisher).post(page("do", draft.pk, "publish-alone"), {**PUBLICATION, "own_reason": "A test."})
    assert "Say who wrote the page." in answer.content.decode()
    assert not Edition.objects.exists()


def test_a_blocked_page_passes_with_an_override(desk, draft, author, publisher):
    change(draft, by=author, author="")
    data = {"check": "author-line", "reason": "Being asked.", "expires_on": timezone.now().date().isoformat()}
    desk(publisher).post(page("do", draft.pk, "override"), data)
    desk(publisher).post(page("do", draft.pk, "publish-alone"), {**PUBLICATION, "own_reason": "A test."})
    assert {made["check"] for made in Edition.objects.get().checks["overrides"]} == {"author-line", "second-person"}


def test_a_publisher_withdraws_with_a_reason(desk, draft, publisher):
    client = desk(publisher)
    client.post(page("do", draft.pk, "publish-alone"), {**PUBLICATION, "own_reason": "A test."})
    client.post(page("do", draft.pk, "withdraw"), {"reason": "Out of date."})
    assert client.get(draft.get_absolute_url()).status_code == 410


def test_a_move_that_is_not_possible_is_refused_in_words(desk, draft, reviewer):
    answer = desk(reviewer).get(page("do", draft.pk, "approve"), follow=True)
    assert "is not possible now" in answer.content.decode()


# Versions and preview


def test_the_preview_is_the_public_page_of_what_is_not_public(desk, draft, author):
    change(draft, by=author, sections=[make_section(body="Not yet public words. [study]")])
    answer = desk(author).get(page("preview", draft.pk))
    assert "articles/article_detail.html" in {template.name for template in answer.templates}
    assert "Not yet public words." in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert not Edition.objects.exists()


def test_two_versions_are_compared_word_by_word(desk, draft, author):
    change(draft, by=author, summary="A made-up sheet.")
    answer = desk(author).get(page("compare", draft.pk), {"old": 1, "new": 2}).content.decode()
    assert "<del>" in answer
    assert "sheet" in answer


def test_an_old_version_is_brought_back(desk, draft, author):
    change(draft, by=author, title="Second")
    desk(author).post(page("restore", draft.pk, 1))
    assert Article.objects.get(pk=draft.pk).title == "Example"


@pytest.mark.parametrize("wanted", [{"old": 1, "new": 9}, {"old": "x", "new": 1}, {}])
def test_a_version_that_is_not_there_is_not_found(desk, draft, author, wanted):
    assert desk(author).get(page("compare", draft.pk), wanted).status_code == 404


# Editions, notices, help lines


def test_editions_are_read_only(desk, draft, publisher):
    client = desk(publisher)
    client.post(page("do", draft.pk, "publish-alone"), {**PUBLICATION, "own_reason": "A test."})
    address = reverse("admin:articles_edition_change", args=[Edition.objects.get().pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"title": "Changed"}).status_code == 403


def test_a_notice_in_force_cannot_be_edited(desk, publisher):
    notice = make_notice()
    address = reverse("admin:articles_notice_change", args=[notice.pk])
    assert desk(publisher).post(address, {"title": "Changed"}).status_code == 403
    assert "New version from this" in desk(publisher).get(address).content.decode()


def test_a_new_version_of_a_notice_begins_with_the_old_text(desk, publisher):
    notice = make_notice(body="The old words.")
    answer = desk(publisher).get(reverse("admin:articles_notice_add"), {"from": notice.pk})
    assert "The old words." in answer.content.decode()


@pytest.mark.parametrize(
    ("day", "body", "reason"),
    [
        (iso_day(-2), "Words.", "today or later"),
        (iso_day(900), "<b>x</b>", "HTML"),
        (iso_day(900), "word " * 1_000_000, "This is too long"),
    ],
    ids=["in the past", "not the grammar", "5 MB"],
)
def test_refuses_a_notice(desk, publisher, day, body, reason):
    data = {"slug": "about", "kind": "about", "title": "About", "effective_from": day, "body": body}
    answer = desk(publisher).post(reverse("admin:articles_notice_add"), data)
    assert reason in answer.content.decode()
    assert not Notice.objects.exists()


def test_a_help_line_is_marked_as_verified_today(desk, publisher):
    line = make_help_line(verified_on=None)
    data = {"action": "verified_today", "_selected_action": [line.pk]}
    desk(publisher).post(reverse("admin:articles_helpline_changelist"), data)
    assert HelpLine.objects.get().verified_on == timezone.now().date()


@pytest.mark.parametrize(
    "address",
    ["article", "edition", "notice", "helpline", "topic", "indexterm", "picture", "warningsigns"],
)
def test_each_list_opens(desk, draft, publisher, address):
    assert desk(publisher).get(reverse(f"admin:articles_{address}_changelist")).status_code == 200


def test_submit_saves_first(desk, draft, author):
    answer = desk(author).post(page("change", draft.pk), posted(draft, title="Typed just now", _submit="yes"))
    assert answer.headers["Location"] == page("do", draft.pk, "submit")
    assert draft.versions.newest().document["title"] == "Typed just now"
    assert "Version 2" in desk(author).get(answer.headers["Location"]).text


def test_submit_saves_a_new_article_first(desk, author, notices):
    data = posted_new(title="New", slug="new", summary="A summary.", _submit="yes")
    answer = desk(author).post(page("add"), data)
    assert answer.headers["Location"] == page("do", Article.objects.get(slug="new").pk, "submit")


def test_a_wrong_entry_is_not_submitted(desk, draft, author):
    answer = desk(author).post(page("change", draft.pk), posted(draft, title="", _submit="yes"))
    assert answer.status_code == 200
    assert draft.versions.count() == 1


@pytest.mark.parametrize(("role", "is_offered"), [("author", True), ("reviewer", False), ("stranger", False)])
def test_only_who_may_save_and_submit_is_offered_it(request, desk, draft, role, is_offered):
    form = desk(request.getfixturevalue(role)).get(page("change", draft.pk)).text
    assert ('name="_submit"' in form) is is_offered
