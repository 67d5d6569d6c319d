"""The desk's pages for content. Declarations here; what may be done is in permissions.py, what is done in workflow/."""

from . import (  # noqa: F401 (each registers its own)
    article,
    editions,
    glossary,
    help_lines,
    notices,
    pictures,
    reports,
    topics,
)
