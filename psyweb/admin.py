"""Manage staff accounts: people with their roles, and the removal of a lost second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import admin as _registers_email_addresses  # noqa: F401  (imported first, to be unregistered below)
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _registers_authenticators  # noqa: F401
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import ReadOnlyPasswordHashWidget, UserChangeForm, UserCreationForm
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.db.models import Field, ManyToManyField, Model, Q, QuerySet
from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.forms import Field as FormField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

# Nobody signs up or confirms an address here, so a list of addresses would only confuse.
admin.site.unregister([EmailAddress, Authenticator])


# Label and help text by field.
PLAIN_LABELS: dict[str, tuple[_StrOrPromise, _StrOrPromise]] = {
    "username": (_("Name to log in"), _("Letters, digits and @ . + - _ without spaces. Readers never see it.")),
    "is_staff": (_("May log in to the desk"), ""),
    "is_active": (_("Account in use"), _("Take the tick away instead of deleting an account: nobody can then log in.")),
    "is_superuser": (_("May do everything"), _("Whatever the roles say. For whoever runs the site.")),
    "password2": (_("Password, once more"), ""),
}


def _use_plain_labels(fields: dict[str, FormField]) -> None:
    """Replace Django's own labels and help texts, which are written for programmers."""
    for name in PLAIN_LABELS.keys() & fields.keys():
        fields[name].label, fields[name].help_text = PLAIN_LABELS[name]


class NewPersonForm(UserCreationForm):
    """Create an account that may use the desk: readers never have one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _use_plain_labels(self.fields)
        self.fields["is_staff"].initial = True
        self.fields["first_name"].help_text = _(
            "First and last name stand on public pages beside what this person confirms; the name to log in never does."
        )


class PasswordWidget(ReadOnlyPasswordHashWidget):
    """Link to the change of a password, without the algorithm, salt and hash that Django shows."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"summary": []}


class PersonForm(UserChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _use_plain_labels(self.fields)
        if "password" in self.fields:  # The admin leaves out fields that are read-only.
            password = self.fields["password"]
            password.widget = PasswordWidget()
            password.help_text = _("Passwords are never shown to anybody.")


class PersonAdmin(UserAdmin):
    """Grant rights by roles alone, so that a role says all that its holder may do."""

    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    "username",
                    "first_name",
                    "last_name",
                    "email",
                    "password1",
                    "password2",
                    "is_staff",
                    "groups",
                ]
            },
        ),
    ]
    form = PersonForm
    add_form = NewPersonForm
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["username", "first_name", "last_name", "is_staff", "is_active", "last_login"]
    filter_horizontal = []

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Keep the roles that the user can't give: their form doesn't show them."""
        kept = list(form.instance.groups.exclude(pk__in=_roles_to_give(request)))
        super().save_related(request, form, formsets, change)
        form.instance.groups.add(*kept)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Let only a superuser make another one: nobody grants more than they have."""
        return [*self.readonly_fields, *([] if request.user.is_superuser else ["is_superuser"])]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Let only superusers change a superuser's password and rights."""
        return not _is_above(request.user, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return not _is_above(request.user, obj) and super().has_delete_permission(request, obj)

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        # Roles are chosen here. Migrations make them.
        if db_field.name == "groups" and field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = False
        return field

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        if db_field.name == "groups":
            kwargs |= {
                "widget": CheckboxSelectMultiple,
                "help_text": _("Only roles without rights that you lack. Other roles of this person stay."),
                "label": _("Roles"),
                "queryset": _roles_to_give(request),
            }
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _roles_to_give(request: HttpRequest) -> QuerySet[Group]:
    """The roles with no right that the user lacks: nobody gives more than they have. Two queries."""
    lacked = Permission.objects.exclude(Q(group__user=request.user) | Q(user=request.user))
    roles = Group.objects.order_by("name")
    return roles if request.user.is_superuser else roles.exclude(permissions__in=lacked)


def _is_above(user: User | AnonymousUser, other: User | None) -> bool:
    return other is not None and other.is_superuser and not user.is_superuser


class SecondFactorAdmin(admin.ModelAdmin):
    """List second factors. An administrator can only delete one, for somebody who lost it."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    search_fields = ["user__username"]
    fields = ["user", "type", "created_at", "last_used_at"]
    readonly_fields = ["user", "type", "created_at", "last_used_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        return not _is_above(request.user, obj and obj.user) and super().has_delete_permission(request, obj)


admin.site.unregister(User)
admin.site.register(User, PersonAdmin)
admin.site.register(Authenticator, SecondFactorAdmin)
