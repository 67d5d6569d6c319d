from collections.abc import Mapping

from django import template
from django.utils.functional import Promise

from ..login.script_strings import WORDS

register = template.Library()


@register.simple_tag
def passkey_words() -> Mapping[str, Promise]:
    """Return what the script says, for `json_script`."""
    return WORDS
