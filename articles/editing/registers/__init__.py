"""Edit the registers beside articles: help lines, medicines, notices, pictures, statements, topics, glossary, reports."""

from . import editions, glossary, help_lines, medicines, notices, pictures, reports, statements, topics

__all__ = ["editions", "glossary", "help_lines", "medicines", "notices", "pictures", "reports", "statements", "topics"]
