"""Edit the registers beside articles, one module for each, and the editions."""

from . import editions, glossary, help_lines, medicines, notices, pictures, reports, statements, topics

__all__ = ["editions", "glossary", "help_lines", "medicines", "notices", "pictures", "reports", "statements", "topics"]
