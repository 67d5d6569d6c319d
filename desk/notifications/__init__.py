"""Notify staff of what waits for them, in a list at the desk and by mail."""
