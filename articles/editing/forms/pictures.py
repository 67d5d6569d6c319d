"""Define the form that uploads and describes a picture."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.models import KeptFile
from desk.optimistic_lock import OptimisticLockForm

from ...models import Picture
from ...reading.pictures.files import Reencoded, reencoded
from ...schema.short_names import SHORT_NAME
from .fields import PercentField, PlainForm


class PictureForm(PlainForm, OptimisticLockForm):
    upload = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP. It is written anew as WebP; places and camera data in it are left out."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    kept_upload = forms.CharField(
        label="", widget=forms.HiddenInput, required=False
    )  # The token of a file that was kept.

    focus_x = PercentField(label=gettext_lazy("Focus: % from the left"))
    focus_y = PercentField(
        label=gettext_lazy("% from the top"),
        help_text=gettext_lazy(
            "Where a picture is cropped, as on cards and beside links on other sites, this point stays in sight. "
            "Type it, or click on the picture."
        ),
    )

    class Meta:
        model = Picture
        fields = ["name", "alt", "is_decorative", "credit", "licence", "focus_x", "focus_y", "note"]
        help_texts = {
            "name": gettext_lazy(
                "A text shows the picture by it: ![words](picture:name). Empty: made from the file's name. A text that "
                "names it must be changed with it."
            ),
            "alt": gettext_lazy("What the picture shows, for somebody who does not see it."),
            "is_decorative": gettext_lazy("It tells nothing that the text does not; screen readers pass over it."),
            "credit": gettext_lazy("Who made it."),
            "licence": gettext_lazy(
                "The right to show it: “CC0-1.0”, “bought from …, licence no. …”. A credit alone is no licence."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credit"].required = self.fields["licence"].required = True
        self.fields["name"].required = self.fields["name"].show_hidden_initial = False
        if not self.instance.pk:
            self.initial["name"] = ""
        if self.instance.pk:
            del self.fields["upload"], self.fields["kept_upload"]

    def clean_upload(self) -> Reencoded:
        made = reencoded(self.cleaned_data["upload"])
        if Picture.objects.filter(sha256=made.sha256).exists():
            raise forms.ValidationError(_("This picture is here already."))
        return made

    def carry_kept(self, kept: KeptFile) -> None:
        """Name the file that is kept, and carry its token in place of it."""
        data = self.data.copy()  # type: ignore[attr-defined]  # The stub says Mapping; Django has a QueryDict here.
        data[self.add_prefix("kept_upload")] = kept.token
        self.data = data
        self.fields["upload"].required = False
        self["upload"].help_text = _("“%(name)s” is kept. Choose a file only to take another.") % {"name": kept.name}

    def clean_name(self) -> str:
        return self.cleaned_data["name"] or self._unused_name()

    def _unused_name(self) -> str:
        """The stored name; for a new picture the name of its file, where it has one that is free, else one made up."""
        if self.instance.pk:
            return self.initial["name"]
        upload = self.files.get("upload")
        from_file = slugify(PurePath(upload.name or "").stem).replace("_", "-") if upload else ""
        is_free = SHORT_NAME.fullmatch(from_file) and not Picture.objects.filter(name=from_file).exists()
        return from_file if is_free else self.instance.name

    def clean(self) -> dict[str, Any]:
        super().clean()
        cleaned = self.cleaned_data
        if bool(cleaned.get("alt", "").strip()) == bool(cleaned.get("is_decorative")):
            self.add_error("alt", _("Say what the picture shows, or mark it as decorative: one of the two."))
        return cleaned

    def save(self, commit: bool = True) -> Picture:
        made = self.cleaned_data.get("upload")
        if made:
            self.instance.sha256, self.instance.width, self.instance.height = made.sha256, made.width, made.height
            self.instance.file.save(f"{made.sha256}.webp", ContentFile(made.data), save=False)
        return super().save(commit)
