"""Comments hang on to their words, are settled and deleted by whom they concern, and leave the desk by no door."""

from datetime import timedelta
from io import StringIO
from threading import Barrier
from threading import Thread as Worker

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from articles import permissions, publishing
from articles.comparison.quotation import Quotation
from articles.models import Article, Comment, Thread, Version
from articles.models.comments import KEPT_AFTER_SETTLED
from articles.publishing.comments import MOST_OPEN
from desk.models import Notification
from desk.notifications.outbox import mail_for
from tests.people import make_administrator

from ..factories import NOW, change, make_article, make_edition, make_person


def comment(article, *, by, exact="An example", text="Made-up words.", **given):
    return publishing.comment_on(article, Quotation(exact), text, by=by, at=NOW, **given)


def told():
    return set(Notification.objects.values_list("recipient__username", "kind"))


@pytest.fixture
def thread(draft, reviewer):
    return comment(draft, by=reviewer).thread


@pytest.mark.parametrize("who", ["author", "stranger", "reviewer", "publisher"])
def test_whoever_may_see_the_working_copy_may_comment(draft, who, request):
    made = comment(draft, by=request.getfixturevalue(who))
    assert (made.thread.exact, made.text) == ("An example", "Made-up words.")


def test_who_may_not_see_it_may_neither_comment_nor_answer(draft, thread, analyst):
    for act in (lambda: comment(draft, by=analyst), lambda: publishing.answer(thread, "Made up.", by=analyst)):
        with pytest.raises(publishing.Refused):
            act()


def test_the_words_are_kept_as_the_text_has_them(draft, author):
    thread = comment(draft, by=author, exact="example OF a").thread
    assert thread.exact == "example of a"
    assert thread.prefix.endswith("An ")
    assert thread.suffix.startswith(" page.")


@pytest.mark.parametrize(
    ("exact", "why"),
    [("Words of no page", "don't stand"), ("example", "places"), ("a " * 300, "at most 500"), ("study", "don't stand")],
)
def test_words_that_stand_nowhere_or_anywhere_are_refused(draft, author, exact, why):
    with pytest.raises(publishing.Refused, match=why):
        comment(draft, by=author, exact=exact)
    assert not Thread.objects.exists()


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (Comment.LONGEST + 1)])
def test_a_comment_is_bounded(draft, author, text):
    with pytest.raises(publishing.Refused):
        comment(draft, by=author, text=text)


def test_threads_of_an_article_and_comments_of_a_thread_are_bounded(draft, thread, author):
    Thread.objects.filter(pk=thread.pk).update(size=Thread.MOST_COMMENTS)
    with pytest.raises(publishing.Refused, match="full"):
        publishing.answer(thread, "One more.", by=author)
    Thread.objects.bulk_create(Thread(article=draft) for _number in range(MOST_OPEN - 1))
    with pytest.raises(publishing.Refused, match="too many"):
        comment(draft, by=author)


def test_no_version_edition_or_page_holds_a_comment(draft, author, reviewer, publisher, client):
    """Also not the marks: publication takes the text as it was."""
    said = "Words that stay at the desk."
    comment(draft, by=reviewer, text=said)
    before = draft.versions.newest().document
    edition = make_edition(draft, by=author, second=reviewer, publisher=publisher)
    assert Version.objects.count() == 1
    assert edition.version.document == before
    for address in (edition.article.get_absolute_url(), f"/api/articles/{draft.slug}/", "/feed.atom"):
        assert said not in client.get(address, follow=True).text


# Settling


@pytest.mark.parametrize(
    ("who", "may"), [("author", True), ("publisher", True), ("reviewer", True), ("stranger", False), ("analyst", False)]
)
def test_who_may_edit_and_who_began_it_may_settle_it(thread, who, may, request):
    assert permissions.may_settle(request.getfixturevalue(who), thread) == may


def test_who_may_not_settle_is_refused(thread, stranger):
    with pytest.raises(publishing.Refused):
        publishing.settle(thread, by=stranger, seen=1)
    with pytest.raises(publishing.Refused):
        publishing.reopen_thread(thread, by=stranger)
    assert Thread.objects.open().contains(thread)


def test_nobody_settles_an_answer_that_they_have_not_read(thread, author, reviewer):
    publishing.answer(thread, "Why?", by=author)
    with pytest.raises(publishing.Refused, match="meanwhile"):
        publishing.settle(thread, by=reviewer, seen=1)
    publishing.settle(thread, by=reviewer, seen=2, at=NOW)
    thread.refresh_from_db()
    assert (thread.settled_at, thread.settled_by) == (NOW, reviewer)


def test_an_answer_opens_a_settled_thread_again_and_so_does_a_press(thread, author, reviewer):
    publishing.settle(thread, by=reviewer, seen=1)
    publishing.answer(thread, "Not yet.", by=author)
    assert Thread.objects.open().contains(thread)
    publishing.settle(thread, by=reviewer, seen=2)
    publishing.reopen_thread(thread, by=author)
    assert Thread.objects.open().contains(thread)


def test_it_is_settled_once(thread, author, reviewer):
    publishing.settle(thread, by=reviewer, seen=1)
    with pytest.raises(publishing.Refused):
        publishing.settle(thread, by=author, seen=1)


@pytest.mark.django_db(transaction=True)
def test_of_an_answer_and_a_settlement_at_once_none_is_lost():
    """Either the thread was settled first, and the answer opened it again, or it was not settled."""
    author, reviewer = make_administrator("one"), make_administrator("other")
    thread = comment(make_article(by=author), by=reviewer).thread
    gate = Barrier(2)

    def act(move):
        gate.wait()
        try:
            move()
        except publishing.Refused:
            pass
        finally:
            connection.close()

    moves = [
        lambda: publishing.answer(thread, "Wait.", by=author),
        lambda: publishing.settle(thread, by=reviewer, seen=1),
    ]
    workers = [Worker(target=act, args=[move]) for move in moves]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Thread.objects.open().get().comments.count() == 2


# Deleting


def test_its_writer_or_an_administrator_deletes_a_comment_and_nobody_else(thread, author, publisher, reviewer):
    said = thread.comments.get()
    administrator = make_person("administrator", "Administrator")
    for user in (author, publisher):
        with pytest.raises(publishing.Refused):
            publishing.delete_comment(said, by=user)
    answer = publishing.answer(thread, "Made up.", by=author)
    publishing.delete_comment(answer, by=administrator)
    publishing.delete_comment(said, by=reviewer)
    assert not Thread.objects.exists()


def test_the_right_to_delete_others_comments_is_the_administrators_alone(db):
    with_right = Group.objects.filter(permissions__codename="delete_comment")
    assert list(with_right.values_list("name", flat=True)) == ["Administrator"]


def test_a_thread_stays_while_somebody_says_something_in_it(thread, author, reviewer):
    publishing.answer(thread, "Made up.", by=author)
    publishing.delete_comment(thread.comments.first(), by=reviewer)
    assert Thread.objects.get().comments.get().text == "Made up."


def test_a_person_who_leaves_takes_no_comment_along(thread, stranger, author):
    publishing.answer(thread, "Made up.", by=stranger, mentions=author)
    stranger.delete()
    assert thread.comments.last().by is None


@pytest.mark.parametrize(("days", "left"), [(0, 1), (KEPT_AFTER_SETTLED.days - 1, 1), (KEPT_AFTER_SETTLED.days + 1, 0)])
def test_a_settled_thread_is_deleted_when_its_time_is_over(thread, reviewer, days, left):
    publishing.settle(thread, by=reviewer, seen=1, at=NOW - timedelta(days=days))
    publishing.forget_settled(at=NOW)
    assert Comment.objects.count() == left


def test_a_new_comment_deletes_what_was_settled_long_ago(draft, thread, reviewer, author):
    publishing.settle(thread, by=reviewer, seen=1, at=NOW - KEPT_AFTER_SETTLED - timedelta(days=1))
    made = comment(draft, by=author)
    assert list(Thread.objects.all()) == [made.thread]


def test_an_open_thread_is_kept_however_old(thread):
    publishing.forget_settled(at=NOW + 9 * KEPT_AFTER_SETTLED)
    assert Thread.objects.contains(thread)


@pytest.mark.dated
def test_the_daily_run_deletes_what_was_settled_long_ago(thread, reviewer):
    publishing.settle(thread, by=reviewer, seen=1, at=timezone.now() - KEPT_AFTER_SETTLED - timedelta(days=1))
    call_command("review_due", stdout=StringIO())
    assert Thread.objects.exists()
    call_command("review_due", "--mail", stdout=StringIO())
    assert not Thread.objects.exists()


# Who is told


def test_the_writers_are_told_of_a_comment_and_its_own_writer_is_not(draft, thread):
    assert told() == {("author", "comment")}
    assert Notification.objects.get().link == f"/admin/articles/article/{draft.pk}/change/#thread-{thread.pk}"


def test_who_is_asked_is_told_that_alone(draft, reviewer, author):
    comment(draft, by=reviewer, mentions=author)
    assert told() == {("author", "mention")}


def test_an_answer_tells_those_who_spoke_before(thread, stranger, author):
    Notification.objects.all().delete()
    publishing.answer(thread, "Made up.", by=stranger)
    assert told() == {("author", "comment"), ("reviewer", "reply")}
    Notification.objects.all().delete()
    publishing.answer(thread, "Made up.", by=author)
    assert told() == {("reviewer", "reply"), ("stranger", "reply")}


def test_only_who_can_see_the_article_can_be_asked(draft, reviewer, analyst):
    with pytest.raises(publishing.Refused):
        comment(draft, by=reviewer, mentions=analyst)


def test_mail_quotes_neither_the_comment_nor_its_words(draft, reviewer, author):
    comment(draft, by=reviewer, text="Secret of the desk.", exact="An example of a page")
    mail = mail_for(author, list(Notification.objects.all()))
    for words in (mail.subject, mail.body, mail.alternatives[0][0]):
        assert "Secret" not in words
        assert "An example of a page" not in words
        assert "Example" in words


def test_a_refused_comment_tells_nobody(draft, reviewer):
    with pytest.raises(publishing.Refused):
        comment(draft, by=reviewer, text="")
    assert told() == set()


def test_a_saved_text_keeps_its_threads(draft, thread, author):
    change(draft, by=author, title="Another title")
    assert Article.objects.get().threads.get() == thread
