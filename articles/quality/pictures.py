"""A picture that everyone can perceive and that may be shown: WCAG 1.1.1, and the picture's rights."""

from django.utils.translation import gettext as _

from .findings import Complaint, Level, check


@check(Level.BLOCK, "WCAG 2.2, 1.1.1: non-text content")
def picture_has_a_text_alternative(document, _context):
    picture = document["picture"]
    if picture and not picture["is_decorative"] and not picture["alt"].strip():
        yield Complaint(_("Say in words what the picture shows, or mark it as decorative."), "picture")


@check(Level.BLOCK, "JAMA benchmarks: attribution")
def picture_has_its_rights(document, _context):
    picture = document["picture"]
    if picture and not (picture["credit"].strip() and picture["licence"].strip()):
        yield Complaint(_("The picture needs a credit and a licence; a credit alone is no licence."), "picture")
