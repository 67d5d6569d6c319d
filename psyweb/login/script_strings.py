"""Give the script of passkeys (psyweb/static/js/passkey.js) its strings, which the page hands over as JSON."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "NoAnswer": _("The site did not answer. Try again in a minute."),
    # The other keys are the names of the browser's errors (WebAuthn Level 3).
    "NotAllowedError": _("Nothing was done: it was cancelled, or took too long."),
    "SecurityError": _("Passkeys do not work at this address: they need https, or localhost."),
    "InvalidStateError": _("This key is already one of yours."),
}
