"""Edit the registers beside articles: help lines, notices, pictures, topics, glossary, reports."""

from . import editions, glossary, help_lines, notices, pictures, reports, topics

__all__ = ["editions", "glossary", "help_lines", "notices", "pictures", "reports", "topics"]
