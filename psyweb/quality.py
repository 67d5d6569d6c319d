"""Checks at publication that need both apps: what an article says of polls."""

from articles.quality import Level
from articles.quality.findings import check
from polls.models import Poll


@check(Level.WARN, "PsyWeb: a page names a poll that exists")
def poll_is_known(document, _context):
    slug = document["poll"]
    if slug and not Poll.objects.filter(slug=slug).exists():
        yield f"There is no poll “{slug}”: the page shows none.", ""
