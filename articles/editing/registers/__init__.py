"""Edit the registers beside articles: help lines, medicines, notices, pictures, topics, glossary, reports."""

from . import editions, glossary, help_lines, medicines, notices, pictures, reports, topics

__all__ = ["editions", "glossary", "help_lines", "medicines", "notices", "pictures", "reports", "topics"]
