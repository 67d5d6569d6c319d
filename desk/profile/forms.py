"""Define the form of a person's own profile: name, address, time zone, and how often mail of which kind comes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy import rate_limit

from ..models import Frequency, Notification, Profile
from ..notifications.kinds import KINDS, Kind
from ..readable_text import ReadableForm

PASSWORDS_TRIED = 5
WITHIN = timedelta(minutes=5)


class ProfileForm(ReadableForm, forms.ModelForm):
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=gettext_lazy("Only to change the e-mail address, to which a new password can be sent."),
    )

    class Meta:
        model = User
        fields = ["first_name", "last_name", "email"]
        help_texts = {
            "first_name": gettext_lazy("First and last name stand on public pages beside what you confirm or publish.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.profile = Profile.objects.filter(user=self.instance).first() or Profile(user=self.instance)
        zone: Any = self.fields["time_zone"]
        zone.choices = [("", _("The site's")), *((name, name) for name in sorted(available_timezones()))]
        zone.initial = self.profile.time_zone
        self.kinds: dict[str, Kind] = {
            f"mail-{kind.name}": kind for kind in KINDS.values() if kind.concerns(self.instance)
        }
        for name, kind in self.kinds.items():
            chosen = self.profile.frequencies.get(kind.name, kind.default)
            self.fields[name] = forms.ChoiceField(
                label=_("Mail: %(kind)s") % {"kind": kind.title}, choices=Frequency.choices, initial=chosen
            )
        self.order_fields(["first_name", "last_name", "email", "password"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "email" in self.changed_data and (refusal := self._refusal(cleaned.get("password", ""))):
            self.add_error("password", refusal)
        return cleaned

    def _refusal(self, password: str) -> str:
        """Why the password lets nothing change; "" when it is right."""
        person, now = str(self.instance.pk), timezone.now()
        if rate_limit.seconds_until_next("profile-password", person, limit=PASSWORDS_TRIED, window=WITHIN, at=now):
            return _("Too many attempts failed. Try again in five minutes.")
        return "" if self.instance.check_password(password) else _("This is not your password.")

    @transaction.atomic
    def save(self, commit: bool = True) -> User:
        """Store both rows. Mail that waits and is no longer wanted isn't sent."""
        self.instance.save(update_fields=self._meta.fields)
        self.profile.time_zone = self.cleaned_data["time_zone"]
        self.profile.frequencies |= {kind.name: self.cleaned_data[name] for name, kind in self.kinds.items()}
        self.profile.save()
        unwanted = [name for name, frequency in self.profile.frequencies.items() if frequency == Frequency.NEVER]
        Notification.objects.filter(recipient=self.instance, kind__in=unwanted).update(mail_due_at=None)
        return self.instance
