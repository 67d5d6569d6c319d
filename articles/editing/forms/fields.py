from collections.abc import Callable, Iterable

from django import forms
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ...models import Picture
from .numbers import is_number

LONGEST_LIST = 20_000  # Characters of all lines together.
RECENT_PICTURES = 8
SMALL = 120  # Pixels: the width at which a picture stands beside its choice.


class LongTextField(forms.CharField):
    """A text with a bound that is told after the fact: a browser's own would cut a paste without a word."""

    def __init__(self, *, longest, rows, attrs=None, **kwargs):
        widget = forms.Textarea(
            attrs={"rows": rows, "class": "vLargeTextField", "data-longest": longest} | (attrs or {})
        )
        super().__init__(widget=widget, validators=[_at_most(longest)], **kwargs)

    def to_python(self, value):
        """Browsers send CRLF; the content pack and the comparisons know LF alone."""
        return super().to_python(value).replace("\r\n", "\n")

    def has_changed(self, initial, data):
        return super().has_changed(initial, (data or "").replace("\r\n", "\n"))


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, *, rows=4, **kwargs):
        widget = forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField", "data-longest": LONGEST_LIST})
        super().__init__(widget=widget, validators=[_at_most(LONGEST_LIST)], **kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        """Judged as the text that was typed, given as its lines."""
        return self._lines(super().clean(value))

    def has_changed(self, initial, data):
        return (initial or []) != self._lines(self.to_python(data))

    @staticmethod
    def _lines(text):
        return [line.strip() for line in text.splitlines() if line.strip()]


def _at_most(longest):
    return MaxLengthValidator(
        longest, _("This is too long: %(show_value)d characters, where %(limit_value)d is the most.")
    )


class OfferedPictures(forms.models.ModelChoiceIterator):
    """The newest, and always the one that is chosen; the others are searched for (psyweb/static/js/pictures.js)."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        recent = list(Picture.objects.order_by("-pk")[:RECENT_PICTURES])
        shown = {picture.pk for picture in recent}
        wanted = {int(value) for value in self.field.always_offered if is_number(str(value or ""))} - shown
        for picture in [*Picture.objects.filter(pk__in=wanted), *recent]:
            yield self.choice(picture)


class PictureField(forms.ModelChoiceField):
    """A choice among the pictures, each shown small."""

    widget = forms.RadioSelect
    iterator = OfferedPictures
    always_offered: tuple[object, ...] | list[object] = ()

    def __init__(self, **kwargs):
        super().__init__(Picture.objects.all(), empty_label=_("No picture"), blank=True, **kwargs)

    def label_from_instance(self, picture):
        return format_html("{} {}", small_picture(picture), picture)


def small_picture(picture):
    return format_html(
        '<img class="picture-choice" src="{}" alt="" width="{}" height="{}" loading="lazy">',
        picture.file.url,
        SMALL,
        round(SMALL * picture.height / picture.width),
    )


class PollField(forms.ChoiceField):
    """A poll's short name, chosen by its question. Which polls there are, another app knows and says: `offered`."""

    offered: Callable[[], Iterable[tuple[str, str]]] = staticmethod(lambda: ())

    def offer(self, stored):
        """A stored one that is not there any more stays, and is named as what it is: a save loses nothing unseen."""
        offered = list(self.offered())
        if stored and stored not in dict(offered):
            offered.append((stored, _("%(slug)s: there is no such poll") % {"slug": stored}))
        self.choices = [("", _("No poll")), *offered]


class MomentField(forms.DateTimeField):
    """A day and a time of day, in the site's own time."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AddressField(forms.URLField):
    """Without a scheme, https is meant."""

    default_validators = [URLValidator(schemes=["https", "http"])]
    default_error_messages = {"invalid": _("Give a web address: one that begins with https:// or http://.")}

    def __init__(self, **kwargs):
        widget = forms.URLInput(attrs={"class": "vURLField"})
        super().__init__(**{"assume_scheme": "https", "required": False, "widget": widget} | kwargs)
