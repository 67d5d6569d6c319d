"""Serve public pages. Each view is a function: guard, act, answer. None uses sessions, cookies or working copies."""
