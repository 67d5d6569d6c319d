"""Checks at publication that need both apps: what an article says of polls."""

from django.utils.translation import gettext as _

from articles.quality import Level
from articles.quality.findings import Complaint, check
from polls.models import Poll


@check(Level.BLOCK, "House rule: a page names a poll that exists")
def poll_is_known(document, _context):
    slug = document["poll"]
    if slug and not Poll.objects.filter(slug=slug).exists():
        yield Complaint(_("There is no poll “%(slug)s”. Choose one that exists, or none.") % {"slug": slug})
