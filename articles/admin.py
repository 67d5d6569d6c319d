"""Register the desk's pages for content; Django looks for them here."""

from .editing import registers  # noqa: F401
from .editing.article import article_admin  # noqa: F401
