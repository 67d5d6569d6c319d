"""Protect visitors' privacy in both apps: client networks, rate limits, access log, data inventory."""
