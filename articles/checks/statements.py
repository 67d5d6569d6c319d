"""Check that every statement that a text carries has a version in force."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ..documents import Document
from ..markdown import rendering
from .findings import Complaint, Context, Level, check


@check(Level.BLOCK, "House rule: what must be said alike stands in the register of statements (docs/editors.md)")
def statements_are_in_force(document: Document, context: Context) -> Iterator[Complaint]:
    for section in document["sections"]:
        for name in rendering.statement_names(section["body"]):
            if name not in context.statements:
                message = _("No version of the statement “%(name)s” is in force.") % {"name": name}
                yield Complaint(message, section["heading"], f"statement {name}")
