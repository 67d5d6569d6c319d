"""Define a short name, once for addresses, links, tags and keys: small letters and digits, joined by single hyphens."""

import re
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
SHORT_NAME = re.compile(PATTERN)
is_short_name = RegexValidator(
    rf"^{PATTERN}\Z", _("“%(value)s”: a short name has small letters, digits and single hyphens between them.")
)


class ShortNameField(models.SlugField):
    """A SlugField that takes only what a link can name."""

    default_validators = [is_short_name]

    def deconstruct(self) -> Any:
        """A SlugField for migrations: the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs
