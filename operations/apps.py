"""Configure the app for those who run the site: backups, moves between databases, metrics, checks. It has no models."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "operations"
