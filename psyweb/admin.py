"""Accounts at the desk: people with their roles, and a way to take a lost second factor off an account."""

from allauth.account import admin as _registers_email_addresses  # noqa: F401  (first, to be taken back below)
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _registers_authenticators  # noqa: F401
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import ReadOnlyPasswordHashWidget, UserChangeForm, UserCreationForm
from django.contrib.auth.models import User
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

# Nobody signs up or confirms an address here: a list of them would only raise questions.
admin.site.unregister([EmailAddress, Authenticator])


PLAIN = {
    "username": (_("Name to log in"), _("Letters, digits and @ . + - _ without spaces. Readers never see it.")),
    "is_staff": (_("May log in to the desk"), ""),
    "is_active": (_("Account in use"), _("Take the tick away instead of deleting an account: nobody can then log in.")),
    "is_superuser": (_("May do everything"), _("Whatever the roles say. For whoever runs the site.")),
    "password2": (_("Password, once more"), ""),
}


def say_plainly(fields):
    """Django's own words are for programmers."""
    for name in PLAIN.keys() & fields.keys():
        fields[name].label, fields[name].help_text = PLAIN[name]


class NewPersonForm(UserCreationForm):
    """Made to work at the desk: readers never have an account."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_plainly(self.fields)
        self.fields["is_staff"].initial = True
        self.fields["first_name"].help_text = _(
            "First and last name stand on public pages beside what this person confirms; the name to log in never does."
        )


class QuietPassword(ReadOnlyPasswordHashWidget):
    """The way to change it, without the recipe by which it is kept."""

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"summary": []}


class PersonForm(UserChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_plainly(self.fields)
        if "password" in self.fields:  # The admin leaves out what may only be looked at.
            password = self.fields["password"]
            password.widget = QuietPassword()
            password.help_text = _("Passwords are never shown to anybody.")


class PersonAdmin(UserAdmin):
    """Rights come with roles alone, so that a role says all that its holder may do."""

    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "password1", "password2", "is_staff", "groups"]}),
    ]
    form = PersonForm
    add_form = NewPersonForm
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["username", "first_name", "last_name", "is_staff", "is_active", "last_login"]
    filter_horizontal = []

    def get_readonly_fields(self, request, obj=None):
        """Nobody gives more than they have: a superuser alone makes another."""
        return [*self.readonly_fields, *([] if request.user.is_superuser else ["is_superuser"])]

    def has_change_permission(self, request, obj=None):
        """A superuser's password and rights too are theirs alone."""
        return not _is_above(request.user, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return not _is_above(request.user, obj) and super().has_delete_permission(request, obj)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "groups":  # Roles are chosen here, and made by the project.
            field.widget.can_add_related = False
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs |= {"widget": CheckboxSelectMultiple, "help_text": "", "label": _("Roles")}
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _is_above(user, other):
    return other is not None and other.is_superuser and not user.is_superuser


class SecondFactorAdmin(admin.ModelAdmin):
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    search_fields = ["user__username"]
    fields = ["user", "type", "created_at", "last_used_at"]
    readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


admin.site.unregister(User)
admin.site.register(User, PersonAdmin)
admin.site.register(Authenticator, SecondFactorAdmin)
