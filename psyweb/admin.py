"""Accounts at the desk: people with their roles, and a way to take a lost second factor off an account."""

from allauth.account import admin as _registers_email_addresses  # noqa: F401  (first, to be taken back below)
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _registers_authenticators  # noqa: F401
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

# Nobody signs up or confirms an address here: a list of them would only raise questions.
admin.site.unregister([EmailAddress, Authenticator])


class PersonAdmin(UserAdmin):
    """Rights come with roles alone, so that a role says all that its holder may do."""

    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2", "is_staff", "groups"]}),
    ]
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
