"""Give the script of passkeys its strings."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise

from ..login.script_strings import WORDS

register = template.Library()


@register.simple_tag
def passkey_words() -> Mapping[str, Promise]:
    """Return the script's strings by key, for `json_script`."""
    return WORDS
