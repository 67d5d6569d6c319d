"""Define the form fields of the desk: long texts, lists, pictures, polls, dates, URLs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, URLValidator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from desk import form_fields
from desk.form_fields import OfferedField
from desk.readable_text import ReadableForm

from ...markdown.unicode_safety import refuse_invisible
from ...models import Picture
from ...schema.definition import CENTRE
from .numbers import is_number

LONGEST_LIST = 20_000  # Characters of all lines together.
RECENT_PICTURES = 8
YEARS = range(1990, 2200)  # That a page of this site can be published in.
SMALL = 120  # Pixels: the width at which a picture stands beside its choice.


class PlainForm(ReadableForm):
    """A form whose texts are shown as typed, all but `body`, whose grammar names what may not be in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField) and name != "body":
                field.validators.append(refuse_invisible)


class LongTextField(forms.CharField):
    """A text whose length is checked on the server: a browser's maxlength would silently cut pasted text."""

    def __init__(self, *, longest: int, rows: int, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        widget = forms.Textarea(
            attrs={"rows": rows, "class": "vLargeTextField", "data-longest": longest} | (attrs or {})
        )
        super().__init__(widget=widget, validators=[_at_most(longest)], **kwargs)

    def to_python(self, value: Any) -> str:
        """Turn the CRLF that browsers send into LF, which the content pack and the diff expect."""
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, (data or "").replace("\r\n", "\n"))


class LinesField(form_fields.LinesField):
    """A list of texts, bounded as a whole."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField", "data-longest": LONGEST_LIST})
        super().__init__(widget=widget, validators=[_at_most(LONGEST_LIST)], **kwargs)


def _at_most(longest: int) -> MaxLengthValidator:
    return MaxLengthValidator(
        longest, _("This is too long: %(show_value)d characters, where %(limit_value)d is the most.")
    )


class PercentField(forms.IntegerField):
    """A fraction, typed in percent. Without one it is the middle."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=100, required=False, initial=CENTRE, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return round(value * 100) if isinstance(value, float) else value

    def clean(self, value: Any) -> Any:
        percent = super().clean(value)
        return CENTRE if percent is None else percent / 100

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class OfferedPictures(forms.models.ModelChoiceIterator):
    """The newest pictures and the chosen one. A script searches for the others (js/editing/pictures.js)."""

    field: PictureField

    def __iter__(self) -> Iterator[Any]:
        yield ("", self.field.empty_label)
        recent = list(Picture.objects.order_by("-pk")[:RECENT_PICTURES])
        shown = {picture.pk for picture in recent}
        wanted = {int(text) for text in map(str, self.field.always_offered) if is_number(text)} - shown
        for picture in [*Picture.objects.filter(pk__in=wanted), *recent]:
            yield self.choice(picture)


class PictureField(forms.ModelChoiceField):
    """A choice among the pictures, each with a thumbnail. `always_offered` holds the keys of chosen ones."""

    widget = forms.RadioSelect
    iterator = OfferedPictures
    always_offered: tuple[object, ...] | list[object] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Picture.objects.all(), empty_label=_("No picture"), blank=True, **kwargs)

    def label_from_instance(self, picture: Picture) -> str:
        return format_html("{} {}", small_picture(picture), picture)


def small_picture(picture: Picture) -> SafeString:
    """An `img` element, SMALL pixels wide."""
    return format_html(
        '<img class="picture-choice" src="{}" alt="" width="{}" height="{}" loading="lazy">',
        picture.file.url,
        SMALL,
        round(SMALL * picture.height / picture.width),
    )


class PollField(OfferedField):
    """The poll of an article."""

    none = _("No poll")
    gone = _("%(slug)s: there is no such poll")


def _year_of_this_site(day: date) -> None:
    """Refuse years that some time zone can't write, and those that are only a slip of the keyboard."""
    if day.year not in YEARS:
        raise forms.ValidationError(
            _("The year must be one from %(first)d to %(last)d.") % {"first": YEARS[0], "last": YEARS[-1]}
        )


class MomentField(forms.DateTimeField):
    """A day and a time of day, in the site's own time."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_validators = [_year_of_this_site]


class DayField(forms.DateField):
    """A day, with the browser's date picker."""

    widget = forms.DateInput(
        attrs={"type": "date", "min": f"{YEARS[0]}-01-01", "max": f"{YEARS[-1]}-12-31"}, format="%Y-%m-%d"
    )
    default_validators = [_year_of_this_site]


class AddressField(forms.URLField):
    """A web address. Without a scheme it gets https."""

    default_validators = [URLValidator(schemes=["https", "http"])]
    default_error_messages = {"invalid": _("Give a web address: one that begins with https:// or http://.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.URLInput(attrs={"class": "vURLField"}))
        kwargs.setdefault("assume_scheme", "https")
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
