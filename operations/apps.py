"""Configure the app for those who run the site: backups, moves between databases, metrics, checks. It has no models."""

from django.apps import AppConfig

from . import error_reports


class OperationsConfig(AppConfig):
    name = "operations"

    def ready(self) -> None:
        error_reports.start()
