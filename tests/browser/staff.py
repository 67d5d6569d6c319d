"""People at the desk, made up, each with a browser of their own."""

from __future__ import annotations

import json
import secrets

PASSWORD = "made-up-for-a-test-4711"
MAKE = """
import json
from django.contrib.auth.models import Group, User
for name, role in json.loads({people!r}):
    person = User.objects.create_user(name, password={password!r}, is_staff=True)
    person.groups.set([Group.objects.get(name=role)])
"""


def make_staff(site, *roles: str) -> list[str]:
    """The names of new people, one for each role."""
    people = [(f"{role.lower()}-{secrets.token_hex(3)}", role) for role in roles]
    code = MAKE.format(people=json.dumps(people), password=PASSWORD)
    site.manage("shell", "--verbosity", "0", "-c", code)
    return [name for name, _role in people]


def log_in(context, name, address="/admin/"):
    """A new page of the browser context at the address, with this person logged in."""
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url(f"**{address}")
    return page
