"""The desk's pages for content. Declarations here; what may be done is in permissions.py, what is done in workflow/."""

from . import article, editions, help_lines, notices, pictures, reports, topics  # noqa: F401 (each registers its own)
