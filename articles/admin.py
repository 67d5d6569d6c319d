"""Register the desk's pages for content. Django imports this module by its name."""

from .editing import registers  # noqa: F401
from .editing.article import article_admin  # noqa: F401
