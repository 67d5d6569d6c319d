"""Refuse characters that no page and no feed can carry (XML 1.0, section 2.2)."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# All but these: "#x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]".
FORBIDDEN_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NUL = "\0"  # Django refuses it, in words of its own.
SHOWN_BEFORE = 20  # Characters: enough to find the place.


class ReadableForm(forms.BaseForm):
    """Its texts hold only characters that a page and a feed can carry."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.validators.append(refuse_unreadable)


def refuse_unreadable(text):
    found = FORBIDDEN_IN_XML.search(text)
    if found is None or found[0] == NUL:
        return
    raise ValidationError(
        _("An invisible character that no page can show (U+%(code)s) stands after “%(before)s”: take it out."),
        params={"code": f"{ord(found[0]):04X}", "before": text[max(found.start() - SHOWN_BEFORE, 0) : found.start()]},
    )
