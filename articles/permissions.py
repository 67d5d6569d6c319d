"""May this person do this with this article? Asked by the admin's buttons and by the verbs alike."""

from .models import Article, Status, Version

# The site's own user: publishes what load_content loads, and cannot log in.
CONTENT_PACK_USERNAME = "content-pack"


def may_edit(user, article: Article | None = None) -> bool:
    """An author edits their own articles and those without an owner; who publishes may edit every article."""
    if not user.has_perm("articles.change_article"):
        return False
    is_own = article is None or article.owner_id in {None, user.pk}
    return is_own or user.has_perm("articles.publish_article")


def may_submit(user, article: Article) -> bool:
    return article.status == Status.DRAFT and may_edit(user, article) and user.has_perm("articles.submit_article")


def may_approve(user, article: Article) -> bool:
    """A second person; or, with a reason that the public page names, a publisher alone."""
    return article.status == Status.IN_REVIEW and (
        may_approve_as_second(user, article) or user.has_perm("articles.publish_article")
    )


def may_approve_as_second(user, article: Article) -> bool:
    return user.has_perm("articles.approve_article") and not has_written(user, article)


def has_written(user, article: Article) -> bool:
    """Submitted the text that would be the next edition, or saved any version on the way to it."""
    versions = Version.objects.of_the_next_edition().filter(article_id=article.pk, saved_by_id=user.pk)
    return article.submitted_by_id == user.pk or versions.exists()


def may_send_back(user, article: Article) -> bool:
    return article.status in {Status.IN_REVIEW, Status.APPROVED} and (
        user.has_perm("articles.approve_article") or may_submit_at_all(user, article)
    )


def may_submit_at_all(user, article: Article) -> bool:
    return may_edit(user, article) and user.has_perm("articles.submit_article")


def may_publish(user, article: Article) -> bool:
    return article.status == Status.APPROVED and user.has_perm("articles.publish_article")


def may_publish_alone(user, article: Article) -> bool:
    """Submit, approve and publish in one step, with a public reason: for a site with one editor."""
    return article.status in {Status.DRAFT, Status.IN_REVIEW} and user.has_perm("articles.publish_article")


def may_reopen(user, article: Article) -> bool:
    return article.status == Status.PUBLISHED and may_submit_at_all(user, article)


def may_sign(user, article: Article) -> bool:
    return is_signable(article) and may_sign_at_all(user)


def may_sign_at_all(user) -> bool:
    return user.has_perm("articles.sign_article")


def is_signable(article: Article) -> bool:
    return article.status in {Status.IN_REVIEW, Status.APPROVED}


def is_not_their_own_text(user, article: Article) -> bool:
    """A review by the writer is none."""
    return article.owner_id != user.pk and not has_written(user, article)


def may_share_preview(user, article: Article) -> bool:
    return may_edit(user, article) or user.has_perm("articles.approve_article")


def may_withdraw(user) -> bool:
    return user.has_perm("articles.publish_article")


def may_override(user) -> bool:
    return user.has_perm("articles.publish_article")
