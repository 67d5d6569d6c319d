"""Export the figures of polls as CSV, XLSX or JSON."""

from .export import Export, Format, Grouping, export_counts
from .rows import COLUMNS, Row

__all__ = ["COLUMNS", "Export", "Format", "Grouping", "Row", "export_counts"]
