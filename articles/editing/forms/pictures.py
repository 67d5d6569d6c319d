"""Define the form that uploads and describes a picture."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.optimistic_lock import OptimisticLockForm

from ...models import Picture
from ...reading.pictures.files import Reencoded, reencoded


class PictureForm(OptimisticLockForm):
    upload = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP. It is written anew as WebP; places and camera data in it are left out."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = Picture
        fields = ["alt", "is_decorative", "credit", "licence", "note"]
        help_texts = {
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
        if self.instance.pk:
            del self.fields["upload"]

    def clean_upload(self) -> Reencoded:
        made = reencoded(self.cleaned_data["upload"])
        if Picture.objects.filter(sha256=made.sha256).exists():
            raise forms.ValidationError(_("This picture is here already."))
        return made

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
