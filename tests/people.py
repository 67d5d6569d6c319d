"""Made-up people of the desk."""

from django.contrib.auth.models import Permission, User

PASSWORD = "made-up-for-a-test-4711"


def make_person(name="made-up-person", *, is_staff=True, rights=(), **fields):
    person = User.objects.create_user(name, password=PASSWORD, is_staff=is_staff, **fields)
    for right in rights:
        app, codename = right.split(".")
        person.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return person


def make_administrator(name="made-up-administrator"):
    return User.objects.create_superuser(name, password=PASSWORD)
