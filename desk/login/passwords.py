"""Ask for a longer password where no second factor protects the account (NIST SP 800-63B-4, section 3.1.1.2)."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _

from .adapters import SECOND_FACTORS

ALONE = 15  # Characters.
BESIDE_A_SECOND_FACTOR = 8


class LengthValidator:
    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError. An account that isn't stored yet has no second factor. One query."""
        has_second_factor = user is not None and user.pk and is_mfa_enabled(user, SECOND_FACTORS)
        MinimumLengthValidator(BESIDE_A_SECOND_FACTOR if has_second_factor else ALONE).validate(password)

    def get_help_text(self) -> str:
        words = _("At least %(alone)d characters; %(beside)d where a second factor is set up.")
        return words % {"alone": ALONE, "beside": BESIDE_A_SECOND_FACTOR}
