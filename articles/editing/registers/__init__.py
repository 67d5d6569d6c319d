"""The desk's pages for content. Declarations here; what may be done is in permissions.py, what is done in workflow/."""

from ..article import article_admin
from . import editions, glossary, help_lines, notices, pictures, reports, topics
