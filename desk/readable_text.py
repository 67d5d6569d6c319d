from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.markdown.unicode_safety import FORBIDDEN_IN_XML

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
