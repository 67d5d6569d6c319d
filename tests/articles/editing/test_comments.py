"""Comments at the desk, without a script: threads under the text, forms that lose nothing, a page of their own."""

import pytest

from articles import publishing
from articles.comparison.quotation import Quotation
from articles.models import Comment, Thread
from tests.moments import DAY, NOW

from ..desk_pages import page, posted
from ..factories import change, make_article, make_section

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture
def thread(draft, reviewer):
    return publishing.comment_on(draft, Quotation("An example of a page"), "Made-up doubt.", by=reviewer).thread


def send(client, article, **data):
    return client.post(page("comments", article.pk), data)


def test_a_comment_is_written_and_leads_back_to_the_page_that_was_read(desk, draft, reviewer):
    back = page("do", draft.pk, "sign")
    answer = send(desk(reviewer), draft, exact="example of a", text="Made up?", next=back)
    made = Comment.objects.get()
    assert answer.headers["Location"] == f"{back}#thread-{made.thread_id}"
    assert (made.by, made.thread.exact, made.text) == (reviewer, "example of a", "Made up?")


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_it_never_leads_to_another_site(desk, draft, reviewer, elsewhere):
    answer = send(desk(reviewer), draft, text="Made up?", next=elsewhere)
    assert answer.headers["Location"].startswith(page("comments", draft.pk))


def test_the_words_of_one_place_are_taken_by_what_stands_around_them(desk, draft, author, reviewer):
    sections = [make_section("A", "First: ask today."), make_section("B", "Then: ask tomorrow. [study]")]
    change(draft, by=author, sections=sections)
    send(desk(reviewer), draft, exact="ask", prefix="Then: ", suffix=" tomorrow", text="Made up?")
    assert Thread.objects.get().prefix.endswith("Then: ")


@pytest.mark.parametrize("who", ["author", "reviewer", "stranger"])
def test_the_page_of_the_article_has_the_threads_and_a_form(desk, draft, thread, who, request):
    shown = desk(request.getfixturevalue(who)).get(page("change", draft.pk)).text
    assert "Made-up doubt." in shown
    assert 'name="exact"' in shown
    assert ("Show the place" in shown.split('id="beside-comments"')[-1]) == (who == "author")


def test_beside_unsaved_text_its_forms_open_a_tab_of_their_own(desk, draft, thread, author, reviewer):
    beside = desk(author).get(page("change", draft.pk)).text.split('id="beside-comments"')[1]
    beside = beside.split("</aside>")[0]
    assert beside.count("<form") == beside.count('target="_blank"') == 3
    assert 'target="_blank"' not in desk(reviewer).get(page("comments", draft.pk)).text


def test_who_decides_reads_and_writes_comments_there(desk, draft, thread, author, reviewer):
    publishing.submit(draft, by=author)
    for address in (page("do", draft.pk, "sign"), page("do", draft.pk, "approve")):
        shown = desk(reviewer).get(address).text
        assert "Made-up doubt." in shown
        assert f'name="next" value="{address}"' in shown


def test_a_new_article_has_none(desk, author):
    assert "data-comments" not in desk(author).get(page("add")).text


def test_words_that_were_changed_are_said_to_be_and_shown(desk, draft, thread, author):
    assert "Its words were changed" not in desk(author).get(page("comments", draft.pk)).text
    change(draft, by=author, sections=[make_section(body="A sample of a page. [study]")])
    shown = desk(author).get(page("comments", draft.pk)).text
    assert "Its words were changed" in shown
    assert '<blockquote class="thread-words">An example of a page.</blockquote>' in shown


def test_a_refused_comment_comes_back_with_what_was_typed(desk, draft, reviewer):
    answer = send(desk(reviewer), draft, exact="No such words", text="Long thoughts.")
    assert answer.status_code == 400
    for words in ("Long thoughts.</textarea>", "No such words</textarea>", "stand in the saved text"):
        assert words in answer.text


def test_a_refused_answer_comes_back_in_its_thread(desk, draft, thread, author):
    answer = send(desk(author), draft, thread=thread.pk, text="x" * 2001)
    assert answer.status_code == 400
    assert f"{'x' * 2001}</textarea>" in answer.text.split(f'id="thread-{thread.pk}"')[1].split("new-thread")[0]


def test_an_answer_a_settlement_and_a_deletion(desk, draft, thread, author, reviewer):
    send(desk(author), draft, thread=thread.pk, text="It is made up.", mentions=reviewer.pk)
    assert thread.comments.last().mentions == reviewer
    assert "asks reviewer" in desk(author).get(page("comments", draft.pk)).text
    assert send(desk(author), draft, do="settle", thread=thread.pk, seen=1).status_code == 400
    assert send(desk(author), draft, do="settle", thread=thread.pk, seen=2).status_code == 302
    assert "Settled on" in desk(author).get(page("comments", draft.pk)).text
    send(desk(author), draft, do="reopen", thread=thread.pk)
    assert Thread.objects.open().exists()
    assert send(desk(author), draft, do="delete", comment=thread.comments.first().pk).status_code == 400
    send(desk(author), draft, do="delete", comment=thread.comments.last().pk)
    assert thread.comments.count() == 1


def test_a_settled_thread_whose_time_is_over_is_not_shown(desk, draft, thread, reviewer):
    publishing.settle(thread, by=reviewer, seen=1, at=NOW)
    Thread.objects.update(settled_at=NOW - 91 * DAY)
    assert "Made-up doubt." not in desk(reviewer).get(page("comments", draft.pk)).text


@pytest.mark.parametrize("data", [{"thread": "x"}, {"thread": "999"}, {"do": "delete", "comment": "x"}])
def test_what_is_not_there_is_not_found(desk, draft, reviewer, data):
    assert send(desk(reviewer), draft, text="Made up.", **data).status_code == 404


def test_a_thread_of_another_article_is_not_found(desk, draft, thread, author, reviewer):
    other = make_article(by=author, owner=author, slug="other")
    assert send(desk(reviewer), other, thread=thread.pk, text="Made up.").status_code == 404


def test_who_may_not_see_articles_sees_no_comments(desk, draft, thread, analyst):
    assert desk(analyst).get(page("comments", draft.pk)).status_code == 403
    assert send(desk(analyst), draft, text="Made up.").status_code == 403


def test_hostile_words_stand_there_as_words(desk, draft, author, reviewer):
    change(draft, by=author, summary=f"Start {HOSTILE} end.")
    send(desk(reviewer), draft, exact="Start script alert 1 script img src x onerror alert 1 end", text=HOSTILE)
    for address in (page("comments", draft.pk), page("change", draft.pk), page("history", draft.pk)):
        shown = desk(reviewer).get(address).text
        assert "&lt;script&gt;alert(1)" in shown
        assert "<script>alert(1)" not in shown
        assert "<img src=x" not in shown


@pytest.mark.parametrize("mark", ["\u202e", "\u0000", "\u200b"])
def test_invisible_marks_are_refused(desk, draft, reviewer, mark):
    assert send(desk(reviewer), draft, text=f"Made{mark} up.").status_code == 400


def test_a_save_leaves_comments_alone(desk, draft, thread, author):
    desk(author).post(page("change", draft.pk), posted(draft, summary="Other words."))
    assert Thread.objects.get() == thread


def test_the_whole_record_has_comments_too(desk, draft, thread, author):
    shown = desk(author).get(page("history", draft.pk)).text
    assert "commented on “An example of a page.”" in shown
    assert "Made-up doubt." in shown


def test_more_comments_ask_the_database_no_more(desk, draft, thread, author, django_assert_max_num_queries):
    client, reviewer = desk(author), thread.opened_by
    with django_assert_max_num_queries(100) as few:
        client.get(page("comments", draft.pk))
    for number in range(5):
        publishing.answer(thread, f"Answer {number}.", by=author, mentions=reviewer)
        publishing.comment_on(draft, Quotation("One point"), "Made up.", by=reviewer, mentions=author)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(page("comments", draft.pk))
