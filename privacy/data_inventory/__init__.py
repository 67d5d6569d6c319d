"""What the site stores, for its readers: the tables, files and cookies as they are, each with a plain sentence.

The words stand here and not in the apps, which do not know each other; a test refuses a model or a cookie without them.
"""

from .cookies import COOKIES, is_known_cookie
from .tables import groups, undescribed

__all__ = ["COOKIES", "groups", "is_known_cookie", "undescribed"]
