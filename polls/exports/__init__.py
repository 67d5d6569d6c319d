"""Export the figures of polls as CSV, XLSX or JSON."""

from .export import By, Export, Format, export_counts
from .rows import COLUMNS, Row

__all__ = ["COLUMNS", "By", "Export", "Format", "Row", "export_counts"]
