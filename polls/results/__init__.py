"""Totals and shares of a poll, and how they are presented."""
