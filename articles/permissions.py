"""Decide what a person may do with an article. The buttons of the desk and the moves in publishing both ask here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .models import Article, Comment, StatementVersion, Status, Thread, Version

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

# The site's own user, which publishes what load_content loads. It can't log in.
CONTENT_PACK_USERNAME = "content-pack"


def may_edit(user: User | AnonymousUser, article: Article | None = None) -> bool:
    """Authors may edit their own articles and those without an owner; publishers may edit every article."""
    if not user.has_perm("articles.change_article"):
        return False
    is_own = article is None or article.owner_id in {None, user.pk}
    return is_own or user.has_perm("articles.publish_article")


def may_submit(user: User | AnonymousUser, article: Article) -> bool:
    return article.status == Status.DRAFT and may_edit(user, article) and user.has_perm("articles.submit_article")


def may_approve(user: User | AnonymousUser, article: Article) -> bool:
    """A second person may; so may a publisher alone, with a reason that the public page shows."""
    return article.status == Status.IN_REVIEW and (
        may_approve_as_second(user, article) or user.has_perm("articles.publish_article")
    )


def may_approve_as_second(user: User | AnonymousUser, article: Article) -> bool:
    """As a second person, who has not written the text; whatever the article's status."""
    return user.has_perm("articles.approve_article") and not has_written(user, article)


def has_written(user: User | AnonymousUser, article: Article) -> bool:
    """Whether the person submitted the text of the next edition, or saved a version of it. At most one query."""
    versions = Version.objects.of_the_next_edition().filter(article_id=article.pk, saved_by_id=user.pk)
    return article.submitted_by_id == user.pk or versions.exists()


def may_send_back(user: User | AnonymousUser, article: Article) -> bool:
    return article.status in {Status.IN_REVIEW, Status.APPROVED} and (
        user.has_perm("articles.approve_article") or may_submit_at_all(user, article)
    )


def may_submit_at_all(user: User | AnonymousUser, article: Article) -> bool:
    """`may_submit`, whatever the article's status."""
    return may_edit(user, article) and user.has_perm("articles.submit_article")


def may_publish(user: User | AnonymousUser, article: Article) -> bool:
    return article.status == Status.APPROVED and user.has_perm("articles.publish_article")


def may_publish_alone(user: User | AnonymousUser, article: Article) -> bool:
    """To submit, approve and publish in one step, with a public reason, on a site with one editor."""
    return article.status in {Status.DRAFT, Status.IN_REVIEW} and user.has_perm("articles.publish_article")


def may_reopen(user: User | AnonymousUser, article: Article) -> bool:
    return article.status == Status.PUBLISHED and may_submit_at_all(user, article)


def may_sign(user: User | AnonymousUser, article: Article) -> bool:
    return is_signable(article) and may_sign_at_all(user)


def may_sign_at_all(user: User | AnonymousUser) -> bool:
    """`may_sign`, whatever the article's status."""
    return user.has_perm("articles.sign_article")


def is_signable(article: Article) -> bool:
    return article.status in {Status.IN_REVIEW, Status.APPROVED}


def is_not_their_own_text(user: User | AnonymousUser, article: Article) -> bool:
    """Writers and owners can't sign: they can't review their own text."""
    return article.owner_id != user.pk and not has_written(user, article)


def may_share_preview(user: User | AnonymousUser, article: Article) -> bool:
    return may_edit(user, article) or user.has_perm("articles.approve_article")


def may_withdraw(user: User | AnonymousUser) -> bool:
    return user.has_perm("articles.publish_article")


def may_override(user: User | AnonymousUser) -> bool:
    return user.has_perm("articles.publish_article")


def may_confirm_words(user: User | AnonymousUser) -> bool:
    """That a sentence of a page says what a statement would say."""
    return any(user.has_perm(f"articles.{right}_article") for right in ("approve", "publish", "sign"))


def may_edit_statement(user: User | AnonymousUser, version: StatementVersion) -> bool:
    """A draft is its writer's; others write a version of their own from it."""
    return version.is_draft and version.written_by_id == user.pk and user.has_perm("articles.change_statementversion")


def may_drop_statement(user: User | AnonymousUser, version: StatementVersion) -> bool:
    return version.is_draft and (may_edit_statement(user, version) or user.has_perm("articles.delete_statementversion"))


def may_approve_statement(user: User | AnonymousUser, version: StatementVersion) -> bool:
    """A second person may; so may a publisher alone, with a reason that the public page shows."""
    right = "articles.publish_article" if version.written_by_id == user.pk else "articles.approve_article"
    return version.is_draft and user.has_perm(right)


def may_sign_statement(user: User | AnonymousUser, version: StatementVersion) -> bool:
    """Writers can't sign: they can't review their own text."""
    return not version.is_draft and version.written_by_id != user.pk and may_sign_at_all(user)


def may_comment(user: User | AnonymousUser) -> bool:
    """Whoever may see the working copy."""
    return user.has_perm("articles.view_article")


def may_settle(user: User | AnonymousUser, thread: Thread) -> bool:
    """Who may edit the article, and who began the thread."""
    return may_comment(user) and (thread.opened_by_id == user.pk or may_edit(user, thread.article))


def may_delete_comment(user: User | AnonymousUser, comment: Comment) -> bool:
    """Its writer may, and an administrator."""
    return user.has_perm("articles.delete_comment") or (may_comment(user) and comment.by_id == user.pk)
