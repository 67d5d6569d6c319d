"""Metrics for Prometheus: what processes count, and what the database says when it is asked."""
