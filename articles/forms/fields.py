from django import forms
from django.utils.html import format_html


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, *, rows=4, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"}), **kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class PictureField(forms.ModelChoiceField):
    """A choice among the pictures, each shown small."""

    widget = forms.RadioSelect

    def label_from_instance(self, picture):
        return format_html(
            '<img class="picture-choice" src="{}" alt="" width="120" height="{}" loading="lazy"> {}',
            picture.file.url,
            round(120 * picture.height / picture.width),
            picture,
        )


class MomentField(forms.DateTimeField):
    """A day and a time of day, in the site's own time."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AddressField(forms.URLField):
    """Without a scheme, https is meant."""

    def __init__(self, **kwargs):
        widget = forms.URLInput(attrs={"class": "vURLField"})
        super().__init__(**{"assume_scheme": "https", "required": False, "widget": widget} | kwargs)
