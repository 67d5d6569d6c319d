"""Reject characters that no page and no feed can carry (XML 1.0, section 2.2)."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Everything outside of "#x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]".
FORBIDDEN_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NUL = "\0"  # Django's own validator rejects it with a message of its own.
SHOWN_BEFORE = 20  # Characters of the text before the fault: enough to find the place.


class ReadableForm(forms.BaseForm):
    """Add `refuse_unreadable` to the validators of all text fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.validators.append(refuse_unreadable)


def refuse_unreadable(text: str) -> None:
    """Raise ValidationError at the first forbidden character. NUL is left to Django's own validator."""
    found = FORBIDDEN_IN_XML.search(text)
    if found is None or found[0] == NUL:
        return
    raise ValidationError(
        _("An invisible character that no page can show (U+%(code)s) stands after “%(before)s”: take it out."),
        params={"code": f"{ord(found[0]):04X}", "before": text[max(found.start() - SHOWN_BEFORE, 0) : found.start()]},
    )
