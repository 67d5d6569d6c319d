"""Articles and their editions, published by the site's own user."""

from itertools import groupby

from articles import workflow
from articles.documents import blank, thaw
from articles.models import Article, Placement

from .faults import Fault, PackRefused
from .load import Outcome

HISTORY_REASON = "carried over, kept as history"


def load_articles(pack, pictures, user, summary, *, at):
    slugs = frozenset(article.slug for article in pack.articles)
    for slug, group in groupby(pack.articles, key=lambda packed: packed.slug):
        editions = list(group)
        article = Article.objects.filter(slug=slug).first() or Article(slug=slug)
        is_new = article.pk is None
        for packed in editions:
            outcome = _kept(article, packed, user)
            if outcome is None:
                thaw(_document(packed, pack, pictures), article)
                reason = "" if packed is editions[-1] else HISTORY_REASON
                _publish(article, packed, by=user, history_reason=reason, also_published=slugs, at=at)
                outcome = Outcome.CREATED
            summary.add("editions", f"{slug}, edition {packed.edition}", outcome)
        if is_new:
            _order_in_topics(article, pack)


def _kept(article, packed, user):
    """Why this edition is not to be published now, or None."""
    if article.pk is None:
        return None
    if article.versions.exclude(saved_by=user).exists():
        return Outcome.KEPT_CHANGED
    edition = article.editions.filter(number=packed.edition).select_related("version").first()
    if edition is None:
        return None
    is_same = all(edition.document[name] == value for name, value in packed.content.items())
    return Outcome.KEPT if is_same else Outcome.KEPT_PUBLIC


def _document(packed, pack, pictures):
    picture = pictures[packed.image["file"]] if packed.image else None
    return {
        **blank(),
        **packed.content,
        "topics": _topics_of(packed, pack),
        "picture": {"id": picture.pk} if picture else None,
    }


def _publish(article, packed, **circumstances):
    try:
        workflow.publish_loaded(
            article, change_class=packed.change_class, change_note=packed.change_note, **circumstances
        )
    except workflow.Refused as refused:
        raise PackRefused(Fault(packed.file, 1, reason) for reason in str(refused).split("\n")) from refused


def _topics_of(packed, pack):
    listed = [topic["slug"] for topic, _line in pack.registers.topics if packed.slug in topic["articles"]]
    return list(dict.fromkeys([packed.topic, *listed]))


def _order_in_topics(article, pack):
    for topic, _line in pack.registers.topics:
        if article.slug in topic["articles"]:
            position = topic["articles"].index(article.slug)
            Placement.objects.filter(article=article, topic__slug=topic["slug"]).update(position=position)
