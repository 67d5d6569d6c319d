"""Give the script of passkeys (psyweb/static/js/passkey.js) its strings, which the page hands over as JSON."""

from collections.abc import Mapping

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()
WORDS = {
    "NoAnswer": _("The site did not answer. Try again in a minute."),
    # The other keys are the names of the browser's errors (WebAuthn Level 3).
    "NotAllowedError": _("Nothing was done: it was cancelled, or took too long."),
    "SecurityError": _("Passkeys do not work at this address: they need https, or localhost."),
    "InvalidStateError": _("This key is already one of yours."),
}


@register.simple_tag
def passkey_words() -> Mapping[str, Promise]:
    """Return the script's strings by key, for `json_script`."""
    return WORDS
